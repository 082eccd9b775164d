"""Turns what a frame says into what the rest of the project knows it as, once it is found to be in bounds."""

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Literal, TypeVar

import msgspec

from checks.model import Activity, Array, Observation, Outcome, TracebackLine
from grader.sandbox.frame import (
    DTYPES,
    MAX_NDIM,
    MAX_PARTS,
    Bytes,
    Frame,
    FrameError,
    Kind,
    array_bytes,
    as_array,
    gap,
)

MOST_AXES = 64  # numpy's own limit
INTEGER = re.compile("-?0x[0-9a-f]{1,1024}")
NAMES = {dtype: str(dtype) for dtype in DTYPES}
OUTCOMES = {
    Kind.LOADED: Outcome.RETURNED,
    Kind.TOO_LARGE: Outcome.RETURNED,
    Kind.OTHER: Outcome.NOT_AN_ARRAY,
    Kind.RAISED: Outcome.RAISED,
    Kind.OUT_OF_MEMORY: Outcome.MEMORY_LIMIT,
    Kind.NO_FUNCTION: Outcome.RETURNED,
}

T = TypeVar("T")
Number = bool | int | float | complex
Count = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]
_Activity = tuple[str, str, str, Count, Count, Count, Count, str, Count, Count, Count]


class Telling(msgspec.Struct, frozen=True):
    """The JSON body of a frame; the child's word for it, and bounded in size."""

    detail: str = ""
    traceback: tuple[tuple[str, Count, str], ...] = ()
    shape: Annotated[tuple[Count, ...], msgspec.Meta(max_length=MOST_AXES)] = ()
    dtype: str = ""
    type: str = ""
    cpu_seconds: float = 0.0
    traces: tuple[tuple[Count, tuple[_Activity, ...]], ...] = ()
    word: str = ""
    changed: tuple[Count, ...] = ()

    @property
    def activities(self) -> dict[int, tuple[Activity, ...]]:
        """What was seen of the calls that were traced, by their index."""
        return {index: tuple(Activity(*each) for each in activity) for index, activity in self.traces}


class Part(msgspec.Struct, frozen=True):
    """A number, or an array of this dtype, one of DTYPES, and shape."""

    type: str
    number: tuple[Literal["bool", "int", "float", "complex"], str] | None = None
    dtype: Annotated[int, msgspec.Meta(ge=0, lt=len(DTYPES))] | None = None
    shape: Annotated[tuple[Count, ...], msgspec.Meta(max_length=MAX_NDIM)] = ()


class Description(msgspec.Struct, frozen=True):
    """The text of DESCRIBED: the parts of a tuple or list and the name of its type, or of one that is alone None."""

    type: str | None
    parts: Annotated[tuple[Part, ...], msgspec.Meta(max_length=MAX_PARTS)]
    is_list: bool = False


NOTHING_TOLD = Telling()


def telling(frame: Frame) -> Telling:
    """What the text of a frame says; nothing for what a function returned.

    Raises:
        FrameError: it is none that the child writes.
    """
    return NOTHING_TOLD if frame.kind in (Kind.RETURNED, Kind.DESCRIBED) else _decoded(frame.text, Telling)


def observation(frame: Frame, told: Telling) -> Observation:
    """What one call did, or the loading of the file.

    Raises:
        FrameError: what is described is not what came.
    """
    if frame.array is not None:
        return _of_array(frame.array, "ndarray")
    if frame.data is not None:
        return _described(_decoded(frame.text, Description), frame.data)
    return Observation(
        outcome=OUTCOMES[frame.kind],
        shape=told.shape if frame.kind is Kind.TOO_LARGE else None,
        dtype=told.dtype,
        detail=told.detail,
        traceback=tuple(TracebackLine(*line) for line in told.traceback),
        type=told.type,
    )


def _described(description: Description, data: Bytes) -> Observation:
    values, types = tuple(_values(description.parts, data)), tuple(part.type for part in description.parts)
    if description.type is not None:
        name, is_list = description.type, description.is_list
        return Observation(
            Outcome.NOT_AN_ARRAY, detail=name, value=values, type=name, part_types=types, is_list=is_list
        )
    if len(values) != 1:
        raise FrameError(f"{len(values)} values of no tuple")
    (value,), (name,) = values, types
    if isinstance(value, bool | int | float | complex):
        return Observation(Outcome.NOT_AN_ARRAY, detail=name, value=value, type=name)
    return _of_array(value, name)


def _of_array(array: Array, name: str) -> Observation:
    if array.dtype.kind == "c":
        detail = f"ndarray of dtype {array.dtype}"
        return Observation(Outcome.NOT_AN_ARRAY, detail=detail, value=array, type=name)
    return Observation(Outcome.RETURNED, array, array.shape, NAMES[array.dtype], value=array, type=name)


def _values(parts: tuple[Part, ...], data: Bytes) -> Iterator[Array | Number]:
    place = 0
    for part in parts:
        if (part.dtype is None) == (part.number is None):
            raise FrameError("a part that is neither an array nor a number, or both")
        if part.number is not None:
            yield _number(*part.number)
        elif part.dtype is not None:
            dtype = DTYPES[part.dtype]
            end = place + array_bytes(dtype, part.shape)
            if end > len(data):
                raise FrameError(f"parts of more than {len(data)} bytes")
            yield as_array(data[place:end], dtype, part.shape)
            place = end + gap(end)
    if place != len(data):
        raise FrameError(f"parts of {place} bytes in {len(data)}")


def _number(kind: str, text: str) -> Number:
    try:
        return NUMBERS[kind](text)
    except (KeyError, ValueError, OverflowError) as error:
        raise FrameError("a text that is no number") from error


def _integer(text: str) -> int:
    if not INTEGER.fullmatch(text):
        raise ValueError(text[:20])
    return int(text, 16)


def _complex(text: str) -> complex:
    real, imag = map(float.fromhex, text.split(" "))
    return complex(real, imag)


NUMBERS: dict[str, Callable[[str], Number]] = {
    "bool": {"False": False, "True": True}.__getitem__,
    "int": _integer,
    "float": float.fromhex,
    "complex": _complex,
}


def _decoded(text: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FrameError("a text that is not what the child writes") from error
