"""How keys and values of TOML are told."""

import json
import math
import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from difflib import get_close_matches
from keyword import iskeyword
from typing import Any

from checks.printable import one_line

Problems = Iterator[tuple[str, str]]
"""Keys, each with what was expected there."""

LARGEST = 2**63 - 1
_MOST_SHOWN = 400  # characters of a list of names
_TYPES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    (int, "an integer"),
    (float, "a number"),
    (str, "a string"),
    (list, "a list"),
    (dict, "a table"),
    ((datetime, date, time), "a date"),
)


class ProblemError(Exception):
    """A value that cannot be used: its key, and what was expected there."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place, self.problem = place, problem


def key(name: str) -> str:
    """A key as TOML writes it."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


def joined(place: str, name: str) -> str:
    """The place of a key within a table."""
    return f"{place}.{key(name)}" if place else key(name)


def quoted(text: str) -> str:
    """A text in quotes."""
    return one_line(json.dumps(text, ensure_ascii=False))


def kind(value: Any) -> str:
    """What a value is."""
    return next((words for types, words in _TYPES if isinstance(value, types)), "something else")


def table(place: str, value: Any) -> dict[str, Any]:
    """A value that is to be a table. Raises ProblemError."""
    if not isinstance(value, dict):
        raise ProblemError(place, f"expected a table, got {kind(value)}")
    return value


def is_name(text: str) -> bool:
    """Whether a text can be a name in Python."""
    return text.isidentifier() and not iskeyword(text)


def is_whole(value: Any) -> bool:
    """Whether a value is an integer of 64 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST


def is_number(value: Any) -> bool:
    """Whether a value is a finite number."""
    return is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """Say that a name is none of those that are known."""
    near = get_close_matches(name[:100], known, n=1)
    meant = f"did you mean {quoted(near[0])}? " if near else ""
    plural = {"family": "families", "data": "data"}.get(what, f"{what}s")
    if not known:
        return f"there is no {what} {quoted(name)}"
    return f"there is no {what} {quoted(name)}; {meant}the {plural} are {one_line(', '.join(known), _MOST_SHOWN)}"


def unknown_key(name: str, known: Collection[str]) -> str:
    """Say that a table has no such key."""
    near = get_close_matches(name[:100], known, n=1)
    meant = f"did you mean {key(near[0])}? " if near else ""
    return f"unknown key; {meant}the keys here are {one_line(', '.join(known), _MOST_SHOWN)}"
