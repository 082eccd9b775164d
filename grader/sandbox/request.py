"""What the child is given: a request, the program and the calls as JSON, and the inputs, the calls' arrays.

The inputs are memory that the grader shares with the child. Each call has arrays of its own there, so that it finds
them as they were sent whatever an earlier call did, and the grader sees what became of them.
"""

import json
import mmap
import os
from typing import Any, NamedTuple

import numpy as np

ALIGNMENT = 64  # bytes: as numpy's own arrays, or better
Array = np.ndarray[Any, np.dtype[Any]]


class Call(NamedTuple):
    """One call of the function: its arguments, the byte that freed memory is filled with before it, the largest
    array, in bytes, that it may return, and whether it is watched."""

    arguments: tuple[Array | tuple[int, ...], ...]
    fill: int
    result_bytes: int
    traced: bool = False


class Program(NamedTuple):
    """What is run: `files` maps module names to file name and bytes; `module` is loaded, `function` is called."""

    files: dict[str, tuple[str, bytes]]
    module: str
    function: str


class Limits(NamedTuple):
    """What one trip may use. `memory_bytes` comes on top of the interpreter, numpy and the inputs."""

    cpu_seconds: float
    wall_seconds: float
    memory_bytes: int
    output_bytes: int


class Request:
    """A request as the child reads it from its descriptors, which are of no further use then."""

    def __init__(self, request: int, inputs: int) -> None:
        self.head: dict[str, Any] = json.loads(os.pread(request, os.fstat(request).st_size, 0))
        self.inputs_bytes = os.fstat(inputs).st_size
        self._inputs = mmap.mmap(inputs, self.inputs_bytes)

    def arguments(self, call: dict[str, Any]) -> list[Array | tuple[int, ...]]:
        """The arguments of one call; the arrays are writable."""
        return [
            tuple(argument["tuple"]) if "tuple" in argument else self._array(argument) for argument in call["arguments"]
        ]

    def _array(self, argument: dict[str, Any]) -> Array:
        dtype, shape = np.dtype(argument["dtype"]), tuple(argument["shape"])
        size = int(np.prod(shape, dtype=np.int64))
        return np.frombuffer(self._inputs, dtype, size, argument["offset"]).reshape(shape)
