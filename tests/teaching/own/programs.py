"""The wrong programs, each with the lines of which something may be told."""

import tomllib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from msgspec import Struct

EXERCISES = Path(__file__).resolve().parents[2] / "programs" / "exercises"
WRITTEN = ("", "writings", "written")


class Program(Struct, frozen=True):
    """A wrong program for a function. What is wrong lies in a part of `lines`; where there are none nothing is to be
    told. If something `helps`, more is wrong than can be told."""

    name: str
    function: str
    text: str
    lines: frozenset[int]
    helps: bool = False


def programs() -> Iterator[Program]:
    """All of them."""
    for name, label in tomllib.loads((EXERCISES / "mistakes.toml").read_text(encoding="utf-8")).items():
        right = written(label["of"])
        text = edited(right, label.get("edits", ()))
        lines = label.get("lines", changed(right, text))
        yield Program(name, label["of"].partition(".")[0], text, frozenset(lines), label.get("helps", False))


def written(of: str) -> str:
    """The text that a label is about."""
    path = next(path for folder in WRITTEN if (path := EXERCISES / folder / f"{of}.py").exists())
    return path.read_text(encoding="utf-8")


def edited(text: str, edits: list[str]) -> str:
    """A text with each of these edits made: what stands there once, and what is to stand there, in turn."""
    for old, new in zip(edits[::2], edits[1::2], strict=True):
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times in:\n{text}"
        text = text.replace(old, new)
    return text


def changed(right: str, text: str) -> set[int]:
    """The lines in which two texts differ; a line that is gone is missed after the one before it, too."""
    before, after = right.splitlines(), text.splitlines()
    lines = {line for line, pair in enumerate(zip_longest(before, after), 1) if pair[0] != pair[1]}
    return lines | ({len(after)} if len(after) < len(before) else set())
