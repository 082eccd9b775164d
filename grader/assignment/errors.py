"""What msgspec says of a value that does not fit its type, in the words and the keys of TOML."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from checks.printable import one_line

_GOT = {
    "int": "an integer",
    "float": "a number",
    "str": "a string",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "datetime": "a date",
    "date": "a date",
    "time": "a time",
}
_EXPECTED = {
    int: "an integer",
    float: "a number",
    str: "a string",
    bool: "true or false",
    datetime: "a date with a time such as 2026-03-01T23:59:59",
}
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_TYPE = re.compile(r"Expected `(\w+)(?: \| null)?`, got `(\w+)`")
_LENGTH = re.compile(r"Expected `array` of length \d+, got (\d+)")
_DATE = "Invalid RFC3339 encoded datetime"
_CHOICE = re.compile(r"Invalid enum value (.*)", re.DOTALL)


def translated(said: str, raw: Any, wanted: Any) -> str:
    """Return `key: problem` for what msgspec says of `raw`, which should have the type `wanted`."""
    problem, _, path = said.rpartition(" - at `$")
    if not problem:
        problem, path = said, "`"
    try:
        place, inner = _follow(path.removesuffix("`"), raw, wanted)
    except LookupError:  # a key that looks like a part of msgspec's own words
        return one_line(said)
    if match := _UNKNOWN.fullmatch(problem):
        return f"{_join(place, match[1])}: {_unknown_key(match[1], inner)}"
    if match := _MISSING.fullmatch(problem):
        expected = _words(get_type_hints(inner)[match[1]])
        return f"{_join(place, match[1])}: missing; expected {expected}"
    if match := _TYPE.fullmatch(problem):
        return f"{place}: expected {_words(inner)}, got {_GOT.get(match[2], match[2])}"
    if match := _LENGTH.fullmatch(problem):
        return f"{place}: expected {_words(inner)}, got {match[1]}"
    if match := _CHOICE.fullmatch(problem):
        given = json.dumps(match[1].strip("'"), ensure_ascii=False)
        return f"{place}: expected {_words(inner)}, got {one_line(given)}"
    if problem == _DATE:
        return f"{place}: expected {_words(inner)}, got a string"
    return one_line(f"{place}: {problem}")


def key(name: str) -> str:
    """Return a key as TOML writes it."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else one_line(json.dumps(name, ensure_ascii=False))


def _follow(path: str, raw: Any, wanted: Any) -> tuple[str, Any]:
    """Walk msgspec's path such as `.policy.imports[...][1]`: return it with real keys, and the type there."""
    place = ""
    for step in re.findall(r"\.\w+|\[\d+\]|\[\.\.\.\]", path):
        if step.startswith("."):
            place, wanted, raw = _join(place, step[1:]), get_type_hints(wanted)[step[1:]], raw[step[1:]]
        elif step == "[...]":
            wanted = get_args(wanted)[1]
            name = next(name for name in raw if not _fits(raw[name], wanted))
            place, raw = _join(place, name), raw[name]
        else:
            place, wanted, raw = place + step, get_args(wanted)[0], raw[int(step[1:-1])]
    return place, wanted


def _join(place: str, name: str) -> str:
    return f"{place}.{key(name)}" if place else key(name)


def _fits(value: Any, wanted: Any) -> bool:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return False
    return True


def _words(wanted: Any) -> str:
    if isinstance(wanted, UnionType):  # what may be left out
        wanted = next(choice for choice in get_args(wanted) if choice is not NoneType)
    if get_origin(wanted) is Literal:
        *first, last = (json.dumps(choice) for choice in get_args(wanted))
        return f"{', '.join(first)} or {last}" if first else last
    if get_origin(wanted) is tuple:
        inner = get_args(wanted)
        if Ellipsis not in inner:
            return f"a list of {len(inner)} integers"
        return f"a list of {'tables' if _is_table(inner[0]) else 'strings'}"
    return "a table" if _is_table(wanted) else _EXPECTED[wanted]


def _is_table(wanted: Any) -> bool:
    origin = get_origin(wanted) or wanted
    return isinstance(origin, type) and issubclass(origin, Mapping | msgspec.Struct)


def _unknown_key(name: str, table: Any) -> str:
    known = list(get_type_hints(table))
    near = get_close_matches(name[:100], known, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"unknown key; {meant}the keys here are {', '.join(known)}"
