"""The labelled programs, made of the files in this folder: the same ones every time."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from msgspec import Struct

from tests.teaching.order import exchanged

HERE = Path(__file__).resolve().parent
WRITINGS, MISTAKES, FOUND = HERE / "writings", HERE / "mistakes", HERE / "found"
OTHERS = HERE / "others.toml"  # written by somebody who knew no writing and no rule
BEGINNING = '#!/usr/bin/env python3\n"""Convolve images."""\nimport numpy as np\n\n\n'
FIRST = "short"  # the writing whose words edits are made in
MOST_WRITINGS = 2  # that a mistake is graded in: each takes the grader half a second
TASKS = tuple(sorted(path.stem for path in MISTAKES.glob("*.toml")))
_KEYS = {"tells", "partly", "never", "edits"}
_NAME = re.compile(r"(?<![\w.'])[a-z_]\w*")


class Writing(Struct, frozen=True):
    """A right program. `names` are what it calls what `short` calls otherwise; None where more than names differ."""

    task: str
    name: str
    text: str
    names: Mapping[str, str] | None


class Mistake(Struct, frozen=True):
    """One thing that is wrong, as a label tells it, and the edits that make it: by writing, and `shared` by several."""

    name: str
    task: str
    tells: frozenset[str]
    partly: frozenset[str]
    never: tuple[str, ...]
    shared: Sequence[str]
    edits: Mapping[str, Sequence[str]]


class Program(Struct, frozen=True):
    """A wrong program: what is wrong in it, and how it is written. `order` says which of its loops is outside."""

    name: str
    task: str
    mistakes: tuple[Mistake, ...]
    writing: str
    order: str
    text: str

    @property
    def called(self) -> str:
        """A name of its own, which can be a folder's."""
        return f"{self.task}.{self.name}.{self.writing}.{self.order}"


class Other(Struct, frozen=True):
    """A wrong program as it was written, and the lines that are wrong in it."""

    mistake: Mistake
    lines: tuple[int, ...]
    text: str

    @property
    def name(self) -> str:
        """That of what is wrong."""
        return self.mistake.name


class UnfitError(Exception):
    """An edit does not fit the text that it is for."""


@functools.cache
def writings(task: str) -> dict[str, Writing]:
    """The right programs for a task, the one that edits are made for first."""
    names = tomllib.loads((WRITINGS / "names.toml").read_text(encoding="utf-8"))
    files = sorted((WRITINGS / task).glob("*.py"), key=lambda path: (path.stem != FIRST, path.stem))
    return {
        path.stem: Writing(task, path.stem, path.read_text(encoding="utf-8"), names.get(path.stem)) for path in files
    }


@functools.cache
def mistakes(task: str) -> dict[str, Mistake]:
    """What can be wrong in a program for a task, by name."""
    table = {name: each for name, each in _table(task).items() if name != "pairs"}
    return {name: _mistake(name, task, each) for name, each in table.items()}


def together(task: str) -> dict[str, tuple[Mistake, ...]]:
    """What is wrong in each program, by its name: each mistake alone, and several at a time."""
    alone = mistakes(task)
    several = {name: tuple(alone[each] for each in names) for name, names in _table(task).get("pairs", {}).items()}
    return {name: (mistake,) for name, mistake in alone.items()} | several


def programs(tasks: Sequence[str] = TASKS, most: int = MOST_WRITINGS) -> Iterator[Program]:
    """All wrong programs for these tasks: every set of mistakes in so many writings, in both orders of the loops.

    Which writings follows from the name, so that another mistake changes nothing of these, and each has its share.
    """
    for task in tasks:
        for name, wrong in together(task).items():
            fitting = list(fits(task, wrong).items())
            turn = crc32(name.encode()) % len(fitting)
            chosen = _found(task, name) | dict((fitting[turn:] + fitting[:turn])[:most])
            texts = {text: writing for writing, text in reversed(chosen.items())}  # each once, the one found first
            for text, writing in reversed(texts.items()):
                for order, ordered in orders(text).items():
                    yield Program(name, task, wrong, writing, order, ordered)
        for other in others(task):
            for order, ordered in orders(other.text).items():
                yield Program(other.name, task, (other.mistake,), OTHERS.stem, order, ordered)


def others(task: str) -> list[Other]:
    """The programs of somebody else for a task."""
    tables = tomllib.loads(OTHERS.read_text(encoding="utf-8")).get(task, {})
    return [
        Other(
            Mistake(name, task, frozenset(each["tells"]), frozenset(), (), (), {}),
            tuple(each["lines"]),
            BEGINNING + each["text"],
        )
        for name, each in tables.items()
    ]


def fits(task: str, wrong: Sequence[Mistake]) -> dict[str, str]:
    """The writings of a task that these mistakes can be made in, with them."""
    made = {writing.name: _written(writing, wrong) for writing in writings(task).values()}
    return {name: text for name, text in made.items() if text is not None}


def orders(text: str) -> dict[str, str]:
    """A program as it is written, and with its two loops in the other order where it has two."""
    other = exchanged(text)
    return {"as_written": text} | ({"exchanged": other} if other else {})


def edited(text: str, edits: Sequence[str]) -> str:
    """A text with each of these edits made: what stands there once, and what is to stand there, in turn.

    Raises:
        UnfitError: something is not there, or not once.
    """
    for old, new in zip(edits[::2], edits[1::2], strict=True):
        if (found := text.count(old)) != 1:
            raise UnfitError(f"{old!r} is there {found} times in:\n{text}")
        text = text.replace(old, new)
    return text


def _found(task: str, name: str) -> dict[str, str]:
    """A program with these mistakes that somebody wrote, as it is."""
    path = FOUND / task / f"{name}.py"
    return {path.parent.parent.name: path.read_text(encoding="utf-8")} if path.exists() else {}


def _written(writing: Writing, wrong: Sequence[Mistake]) -> str | None:
    """A writing with these mistakes in it; None where one of them has no edit that fits it."""
    text = writing.text
    for mistake in wrong:
        if writing.name in mistake.edits:
            text = edited(text, mistake.edits[writing.name])
        elif mistake.shared and writing.names is not None:
            try:
                text = edited(text, [_renamed(each, writing.names) for each in mistake.shared])
            except UnfitError:
                if writing.name == FIRST:
                    raise
                return None  # it is written in another way here
        else:
            return None
    return text


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: names.get(found[0], found[0]), text)


def _table(task: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((MISTAKES / f"{task}.toml").read_text(encoding="utf-8"))


def _mistake(name: str, task: str, table: Mapping[str, Sequence[str]]) -> Mistake:
    return Mistake(
        name=name,
        task=task,
        tells=frozenset(table["tells"]),
        partly=frozenset(table.get("partly", ())),
        never=tuple(table.get("never", ())),
        shared=table.get("edits", ()),
        edits={key: each for key, each in table.items() if key not in _KEYS},
    )
