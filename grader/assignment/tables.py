"""Whether the tables of an `assignment.toml` have the keys and the types of what they are to become."""

import json
from collections.abc import Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Struct

from grader.assignment.words import LARGEST, Problems, joined, kind, quoted, unknown_key

_EXPECTED = {
    int: "an integer",
    float: "a number",
    str: "a string",
    bool: "true or false",
    datetime: "a date with a time such as 2026-03-01T23:59:59",
}


def problems(raw: Any, wanted: Any, place: str = "", without: tuple[str, ...] = ()) -> Problems:
    """Yield key and problem of what does not have the type `wanted`, in the order in which it was written.

    What was read already, as a struct or as a tuple, is passed over. Of the outermost table `without` are no keys.
    """
    wanted = _given(wanted)
    if isinstance(raw, tuple | Struct):
        return
    if _is_table(wanted) and not isinstance(raw, dict):
        yield place, f"expected a table, got {kind(raw)}"
    elif _is_struct(wanted):
        yield from _struct(raw, wanted, place, without)
    elif _is_table(wanted):
        for name, value in raw.items():
            yield from problems(value, get_args(wanted)[1], joined(place, name))
    elif get_origin(wanted) is tuple and isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from problems(value, get_args(wanted)[0], f"{place}[{index}]")
    elif isinstance(raw, int) and abs(raw) > LARGEST:
        yield place, f"expected {_words(wanted)}, got a number of more than 64 bits"
    elif not _fits(raw, wanted):
        chosen = get_origin(wanted) is Literal and isinstance(raw, str)
        yield place, f"expected {_words(wanted)}, got {quoted(raw) if chosen else kind(raw)}"


def _struct(raw: dict[str, Any], wanted: Any, place: str, without: tuple[str, ...]) -> Problems:
    fields = {field.name: field for field in msgspec.structs.fields(wanted) if field.name not in without}
    for name, value in raw.items():
        if name in fields:
            yield from problems(value, fields[name].type, joined(place, name))
        else:
            yield joined(place, name), unknown_key(name, tuple(fields))
    for name, field in fields.items():
        if name not in raw and field.default is NODEFAULT and field.default_factory is NODEFAULT:
            yield joined(place, name), f"missing; expected {_words(_given(field.type))}"


def _given(wanted: Any) -> Any:
    """The type of what may be left out, where it is given."""
    if get_origin(wanted) in (Union, UnionType):
        return next(choice for choice in get_args(wanted) if choice is not NoneType)
    return wanted


def _fits(value: Any, wanted: Any) -> bool:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return False
    return True


def _words(wanted: Any) -> str:
    if get_origin(wanted) is Literal:
        *first, last = (json.dumps(choice) for choice in get_args(wanted))
        return f"{', '.join(first)} or {last}" if first else last
    if get_origin(wanted) is tuple:
        return f"a list of {'tables' if _is_table(get_args(wanted)[0]) else 'strings'}"
    return "a table" if _is_table(wanted) else _EXPECTED[wanted]


def _is_struct(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, Struct)


def _is_table(wanted: Any) -> bool:
    origin = get_origin(wanted) or wanted
    return isinstance(origin, type) and issubclass(origin, Mapping | Struct)
