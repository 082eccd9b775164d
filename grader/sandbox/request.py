"""What the child is given: a request, the program and the calls, and the inputs, the calls' arrays.

The inputs are memory that the grader shares with the child. Each call has arrays of its own there, so that it finds
them as they were sent whatever an earlier call did, and the grader sees what became of them.

The request is in Python's own marshal: both ends are the same interpreter, and the child reads it, which nobody but
the grader can write, before any other code. Whatever is an argument stands in it as it is, but for arrays: for each
there is a list, which nothing else is, of where it begins in the inputs, its dtype and its shape.
"""

import marshal
import mmap
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

ALIGNMENT = 64  # bytes: as numpy's own arrays, or better
ARRAY_KINDS = "biufc"  # of the dtypes of arguments: bool, integers, floats, complex numbers
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
    """One call as it is written in the request."""

    arguments: tuple[Written, ...]
    fill: int
    result_bytes: int
    traced: bool
    keywords: dict[str, Written]


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
        self._inputs = mmap.mmap(inputs, self.inputs_bytes)

    def arguments(self, call: WrittenCall) -> tuple[list[Argument], dict[str, Argument]]:
        """The arguments of one call, and those by name; arrays are writable, strings interned as a program's own."""
        by_name = {sys.intern(name): self._argument(written) for name, written in call.keywords.items()}
        return [self._argument(written) for written in call.arguments], by_name

    def _argument(self, written: Written) -> Argument:
        if isinstance(written, list):
            return self._array(*written)
        if isinstance(written, tuple):
            return tuple(self._argument(each) for each in written)
        return sys.intern(written) if isinstance(written, str) else written

    def _array(self, offset: int, dtype: str, shape: tuple[int, ...]) -> Array:
        return np.ndarray(shape, dtype, self._inputs, offset)
