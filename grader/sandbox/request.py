"""What the child is given: a request, the program and the calls, and the inputs, the calls' arrays.

The inputs are memory that nobody can change. The child maps them to itself: what it writes there is its own copy of a
page, so that one copy of the arrays serves every submission. Each call has arrays of its own, so that it finds them as
they were sent whatever an earlier call did; which were changed, the child tells.

The request is in Python's own marshal: both ends are the same interpreter, and the child reads it, which nobody but
the grader can write, before any other code. Whatever is an argument stands in it as it is, but for arrays: for each
there is a list, which nothing else is, of where it begins in the inputs, its dtype and its shape.
"""

import ctypes
import marshal
import mmap
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

ALIGNMENT = 64  # bytes: as numpy's own arrays, or better
ARRAY_KINDS = "biufc"  # of the dtypes of arguments: bool, integers, floats, complex numbers
COMPARE = ctypes.CDLL(None).memcmp
COMPARE.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
Array = np.ndarray[Any, np.dtype[Any]]
Argument = Array | bool | int | float | complex | str | None | tuple["Argument", ...]
Written = list[Any] | bool | int | float | complex | str | None | tuple["Written", ...]


class Call(NamedTuple):
    """One call of the function: its arguments, the byte that freed memory is filled with before it, how many bytes
    what it returns may have, whether it is traced, and the arguments that are given by their names."""

    arguments: tuple[Argument, ...]
    fill: int
    result_bytes: int
    traced: bool = False
    keywords: Mapping[str, Argument] = MappingProxyType({})


class Program(NamedTuple):
    """What is run: `files` maps module names to file name and bytes; `module` is loaded, `function` is called.

    `parameters` are those that the task asks for, which the function may call otherwise.
    """

    files: dict[str, tuple[str, bytes]]
    module: str
    function: str
    parameters: tuple[str, ...] = ()


class TripLimits(NamedTuple):
    """What one trip may use. `memory_bytes` comes on top of the interpreter, numpy and the inputs.

    It may go on beyond its wall time while its CPU time moves, for so many `patience_seconds` at most.
    """

    cpu_seconds: float
    wall_seconds: float
    memory_bytes: int
    output_bytes: int
    patience_seconds: float = 0


class Watch(NamedTuple):
    """The indices of the calls that are traced line by line, beside those that always are, and a word that only the
    grader and the child know: what is told of traces without it is not from the child."""

    calls: frozenset[int]
    word: str


class WrittenCall(NamedTuple):
    """One call as it is written in the request; `inputs` is where its arrays begin and end."""

    arguments: tuple[Written, ...]
    fill: int
    result_bytes: int
    traced: bool
    keywords: dict[str, Written]
    inputs: tuple[int, int]


class Request:
    """A request as the child reads it from its descriptors, which are of no further use then."""

    def __init__(self, request: int, inputs: int) -> None:
        written = marshal.loads(os.pread(request, os.fstat(request).st_size, 0))  # noqa: S302
        self.program = Program(*written["program"])
        self.cpu_seconds: float = written["cpu_seconds"]
        self.memory_bytes: int = written["memory_bytes"]
        self.watch = Watch(*written["watch"])
        self.calls = [WrittenCall(*call) for call in marshal.loads(written["calls"])]  # noqa: S302
        self.inputs_bytes = os.fstat(inputs).st_size
        self._inputs = mmap.mmap(inputs, self.inputs_bytes, access=mmap.ACCESS_COPY)
        self._as_sent = mmap.mmap(inputs, self.inputs_bytes, access=mmap.ACCESS_READ)
        self._place, self._place_as_sent = _place(self._inputs), _place(self._as_sent)

    def arguments(self, call: WrittenCall) -> tuple[list[Argument], dict[str, Argument]]:
        """The arguments of one call, and those by name; arrays are writable, strings interned as a program's own."""
        by_name = {sys.intern(name): self._argument(written) for name, written in call.keywords.items()}
        return [self._argument(written) for written in call.arguments], by_name

    def is_changed(self, call: WrittenCall) -> bool:
        """Whether an array of this call, all of which lie together, is not as it was sent."""
        start, end = call.inputs
        # Not with numpy: what it leaves in freed memory the next call's `np.empty` would find.
        if not COMPARE(self._place + start, self._place_as_sent + start, end - start):
            return False
        return any(self._differs(*written) for written in _arrays((*call.arguments, *call.keywords.values())))

    def _differs(self, offset: int, dtype: str, shape: tuple[int, ...]) -> bool:
        here, sent = (np.ndarray(shape, dtype, memory, offset) for memory in (self._inputs, self._as_sent))
        return not np.array_equal(here, sent, equal_nan=True)

    def _argument(self, written: Written) -> Argument:
        if isinstance(written, list):
            return self._array(*written)
        if isinstance(written, tuple):
            return tuple(self._argument(each) for each in written)
        return sys.intern(written) if isinstance(written, str) else written

    def _array(self, offset: int, dtype: str, shape: tuple[int, ...]) -> Array:
        return np.ndarray(shape, dtype, self._inputs, offset)


def _place(memory: mmap.mmap) -> int:
    """Its address."""
    place: int = np.ndarray(0, np.uint8, memory).__array_interface__["data"][0]
    return place


def _arrays(written: tuple[Written, ...]) -> Iterator[list[Any]]:
    """Where the arrays of some arguments are."""
    for each in written:
        if isinstance(each, list):
            yield each
        elif isinstance(each, tuple):
            yield from _arrays(each)


def arrays_in(arguments: Iterable[Argument]) -> Iterator[Array]:
    """The arrays of some arguments, those in tuples among them."""
    for each in arguments:
        if isinstance(each, np.ndarray):
            yield each
        elif isinstance(each, tuple):
            yield from arrays_in(each)
