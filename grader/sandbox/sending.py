"""Tells what a function returned: an array, a number, a tuple or list of these, or anything else by its type's name.

Whatever a student's own class does when it is looked at, something is told and the next call is made.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from grader.sandbox.frame import (
    ALIGNMENT,
    CODES,
    MAX_NDIM,
    MAX_PARTS,
    MAX_TEXT,
    Array,
    Kind,
    gap,
    send_array,
    send_parts,
    send_text,
)

MAX_NAME = 200
MAX_DTYPE = 2000
MAX_BITS = 4096  # of an integer: it is sent as hexadecimal digits, which are read in a time that grows as they do
LARGEST_ITEM = 8  # bytes: wider real numbers are sent as float64
NAME_OF = vars(type)["__name__"].__get__  # whatever a metaclass says


class _Part(NamedTuple):
    """A number, or an array and the dtype that it is sent as, and how the text of the frame speaks of it."""

    told: dict[str, object]
    array: tuple[Array, np.dtype[Any]] | None = None


class _Result(NamedTuple):
    """What is sent: the kind of the frame, what its text says, and its arrays."""

    kind: Kind
    told: Mapping[str, object]
    arrays: tuple[tuple[Array, np.dtype[Any]], ...] = ()


def send_result(channel: int, call: int, result: object, limit: int) -> None:
    """Write what a call returned: all of it if its arrays, several of them filled up, have at most `limit` bytes."""
    if type(result) is np.ndarray and _fits(result, sent := _sent_as(result), limit):
        send_array(channel, call, result, sent)
        return
    kind, told, arrays = _result(result, limit)
    if kind is Kind.DESCRIBED:
        send_parts(channel, call, _json(told), arrays)
    else:
        send_telling(channel, kind, call, told)


def send_telling(channel: int, kind: Kind, call: int, told: Mapping[str, object]) -> None:
    """Write a frame of JSON."""
    text = _json(told)
    if len(text) > MAX_TEXT:
        text = _json({"detail": "an error too long to be told"})
    send_text(channel, kind, call, text)


def plain(text: str) -> str:
    """Without lone surrogates, which no JSON reader takes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _result(result: object, limit: int) -> _Result:
    name, several = _name(result), _several(type(result))
    try:
        if issubclass(type(result), np.ndarray):
            return _of_array(result, name, limit)
        parts = _parts(result, several) if several else [_part(result)]
    except BaseException:  # the student's class has a way of its own to be looked at
        parts = [None]
    known = [part for part in parts if part is not None]
    described = _described(name if several else None, known, is_list=several is list)
    size = sum(nbytes + gap(nbytes) for nbytes in map(_nbytes, described.arrays))
    fits = size <= limit + gap(limit) and len(_json(described.told)) <= MAX_TEXT - ALIGNMENT
    return described if fits and len(known) == len(parts) else _Result(Kind.OTHER, {"type": name, "detail": name})


def _of_array(result: Any, name: str, limit: int) -> _Result:
    array = np.asarray(result)
    sent = _sent_as(array)
    if _fits(array, sent, limit):
        return _described(None, [_array_part(name, array, sent)])
    if sent not in CODES or sent.kind == "c":
        return _Result(Kind.OTHER, {"type": name, "detail": plain(f"ndarray of dtype {sent}"[:MAX_DTYPE])})
    return _Result(Kind.TOO_LARGE, {"type": name, "shape": array.shape, "dtype": str(sent)})


def _described(name: str | None, parts: list[_Part], *, is_list: bool = False) -> _Result:
    """The parts of a tuple or a list whose type has that name, or one that is alone."""
    told = {"type": name, "parts": [part.told for part in parts], "is_list": is_list}
    return _Result(Kind.DESCRIBED, told, tuple(part.array for part in parts if part.array is not None))


def _several(kind: type) -> type[tuple[Any, ...]] | type[list[Any]] | None:
    """Which of the two that have parts it is, whatever the student's own class makes of it."""
    return tuple if issubclass(kind, tuple) else list if issubclass(kind, list) else None


def _parts(result: Any, several: type[tuple[Any, ...]] | type[list[Any]]) -> list[_Part | None]:
    if several.__len__(result) > MAX_PARTS:
        return [None]
    # Taken out before one of them is looked at: a part's own class could put more into the list meanwhile.
    return [_part(each) for each in several.__getitem__(result, slice(MAX_PARTS))]


def _part(value: Any) -> _Part | None:
    """None for what is neither a number nor an array of numbers that can be sent."""
    name = _name(value)
    if issubclass(type(value), np.ndarray):
        array = np.asarray(value)
        sent = _sent_as(array)
        if sent not in CODES or array.ndim > MAX_NDIM:
            return None
        return _array_part(name, array, sent)
    number = _number(value, type(value))
    return None if number is None else _Part({"type": name, "number": number})


def _array_part(name: str, array: Array, sent: np.dtype[Any]) -> _Part:
    return _Part({"type": name, "dtype": CODES[sent], "shape": array.shape}, (array, sent))


def _number(value: Any, kind: type) -> tuple[str, str] | None:
    """Which of Python's numbers it is, and a text that says exactly which one."""
    if issubclass(kind, bool | np.bool_):
        return "bool", str(bool(value))
    if issubclass(kind, np.timedelta64):  # an integer, says numpy
        return None
    if issubclass(kind, int | np.integer):
        number = int(value)
        return ("int", hex(number)) if number.bit_length() <= MAX_BITS else None
    if issubclass(kind, float | np.floating):
        return "float", float(value).hex()
    if issubclass(kind, complex | np.complexfloating):
        both = complex(value)
        return "complex", f"{both.real.hex()} {both.imag.hex()}"
    return None


def _fits(array: Array, sent: np.dtype[Any], limit: int) -> bool:
    return sent in CODES and array.ndim <= MAX_NDIM and array.size * sent.itemsize <= limit


def _sent_as(array: Array) -> np.dtype[Any]:
    wide = array.dtype.kind == "f" and array.dtype.itemsize > LARGEST_ITEM
    return np.dtype(np.float64) if wide else array.dtype.newbyteorder("=")


def _nbytes(sent: tuple[Array, np.dtype[Any]]) -> int:
    array, dtype = sent
    return array.size * dtype.itemsize


def _name(value: object) -> str:
    return plain(str.__getitem__(NAME_OF(type(value)), slice(MAX_NAME)))


def _json(told: Mapping[str, object]) -> bytes:
    return json.dumps(told).encode()
