"""Writes what the child is given; `request` says how it is laid out and reads it."""

import contextlib
import fcntl
import itertools
import marshal
import os
import tempfile
import weakref
from collections.abc import Iterator
from typing import IO, NamedTuple

import numpy as np

from grader.sandbox.request import (
    ALIGNMENT,
    ARRAY_KINDS,
    Argument,
    Array,
    Call,
    Program,
    TripLimits,
    Watch,
    Written,
    WrittenCall,
    arrays_in,
)

PLAIN = (bool, int, float, complex, str, type(None))
LARGE = 1 << 20  # bytes: an array of that size is written from where it is
MOST_KEPT = 64 << 20  # bytes of inputs that stay in memory for the next trip; more are written for each


class _Input(NamedTuple):
    """One array of a call, and where it begins in the inputs."""

    call: int
    array: Array
    offset: int


class _Stretch(NamedTuple):
    """Bytes that lie together in the inputs from `offset` on: one large array, or small ones side by side."""

    offset: int
    array: Array


class Layout:
    """The calls as any number of children are given them, laid out once; `before` are those that come before them.

    Raises:
        TypeError: an argument is nothing that is passed. A subclass of what is would arrive as something else.
    """

    def __init__(self, calls: tuple[Call, ...], before: "Layout | None" = None) -> None:
        inputs = tuple(_inputs(calls, len(before.calls), _aligned(before.size)) if before else _inputs(calls))
        self.calls: tuple[Call, ...] = (*(before.calls if before else ()), *calls)
        self.inputs: tuple[_Input, ...] = (*(before.inputs if before else ()), *inputs)
        self._rows: list[tuple[object, ...]] = [
            *(before._rows if before else ()),
            *_written(calls, inputs, len(before.calls) if before else 0),
        ]
        self.written = marshal.dumps(self._rows)
        self.stretches: tuple[_Stretch, ...] = (*(before.stretches if before else ()), *_stretches(inputs))
        self.size: int = _aligned(max(1, *(stretch.offset + stretch.array.nbytes for stretch in self.stretches), 0))
        self._kept: int | None = None

    @contextlib.contextmanager
    def lent(self) -> Iterator[int]:
        """A descriptor of the arrays of all calls, in memory that nobody can change: each child has them to itself."""
        if self._kept is not None:
            yield self._kept
            return
        descriptor = write_inputs(self)
        if self.size <= MOST_KEPT and self._kept is None:
            self._kept = descriptor
            weakref.finalize(self, os.close, descriptor)
            yield descriptor
            return
        try:
            yield descriptor
        finally:
            os.close(descriptor)


def write_request(program: Program, layout: Layout, limits: TripLimits, watch: Watch) -> int:
    """Write the program, the calls and which are watched to memory that nobody can change; return its descriptor."""
    written = {
        "program": tuple(program),
        "cpu_seconds": limits.cpu_seconds,
        "memory_bytes": limits.memory_bytes,
        "calls": layout.written,
        "watch": tuple(watch),
    }
    with _memory("request") as memory:
        memory.write(marshal.dumps(written))
        memory.flush()
        descriptor = os.dup(memory.fileno())
    _seal(descriptor, "F_SEAL_SHRINK", "F_SEAL_GROW", "F_SEAL_WRITE")
    return descriptor


def write_inputs(layout: Layout) -> int:
    """Write the arrays of all calls to memory that nobody can change; return its descriptor."""
    with _memory("inputs") as memory:
        for stretch in layout.stretches:
            memory.seek(stretch.offset)
            memory.write(stretch.array.data)
        memory.truncate(layout.size)
        memory.flush()
        descriptor = os.dup(memory.fileno())
    _seal(descriptor, "F_SEAL_SHRINK", "F_SEAL_GROW", "F_SEAL_WRITE")
    return descriptor


def _aligned(place: int) -> int:
    return -(-place // ALIGNMENT) * ALIGNMENT


def _inputs(calls: tuple[Call, ...], first: int = 0, end: int = 0) -> Iterator[_Input]:
    for index, call in enumerate(calls, first):
        for array in arrays_in((*call.arguments, *call.keywords.values())):
            yield _Input(index, array, end)
            end += _aligned(array.nbytes)


def _stretches(inputs: tuple[_Input, ...]) -> Iterator[_Stretch]:
    for large, together in itertools.groupby(inputs, lambda one: one.array.nbytes >= LARGE):
        if large:
            yield from (_Stretch(one.offset, _bytes(one.array)) for one in together)
        else:
            yield _joined(list(together))


def _joined(inputs: list[_Input]) -> _Stretch:
    start, last = inputs[0].offset, inputs[-1]
    data = np.zeros(last.offset + last.array.nbytes - start, np.uint8)
    for _, array, offset in inputs:
        data[offset - start : offset - start + array.nbytes] = _bytes(array)
    return _Stretch(start, data)


def _bytes(array: Array) -> Array:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8)


def _written(calls: tuple[Call, ...], inputs: tuple[_Input, ...], first: int) -> list[tuple[object, ...]]:
    """The calls as they are written in the request."""
    offsets = iter([one.offset for one in inputs])
    places: dict[int, tuple[int, int]] = {}
    for one in inputs:
        start, _ = places.get(one.call, (one.offset, 0))
        places[one.call] = start, one.offset + one.array.nbytes

    def written(argument: Argument) -> Written:
        if isinstance(argument, np.ndarray) and argument.dtype.kind in ARRAY_KINDS:
            return [next(offsets), argument.dtype.str, argument.shape]
        if type(argument) is tuple:
            return tuple(map(written, argument))
        if isinstance(argument, np.ndarray | tuple) or type(argument) not in PLAIN:
            raise TypeError(f"{argument!r} is nothing that the sandbox passes")
        return argument

    return [
        tuple(
            WrittenCall(
                tuple(map(written, call.arguments)),
                call.fill,
                call.result_bytes,
                call.traced,
                {name: written(argument) for name, argument in call.keywords.items()},
                places.get(index, (0, 0)),
            )
        )
        for index, call in enumerate(calls, first)
    ]


def _memory(name: str) -> IO[bytes]:
    """A file without a name: in memory where the system knows that."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING), "wb")
    return tempfile.TemporaryFile(prefix="grader-")


def _seal(descriptor: int, *seals: str) -> None:
    with contextlib.suppress(AttributeError):  # macOS knows no seals
        for seal in (*seals, "F_SEAL_SEAL"):
            fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, getattr(fcntl, seal))
