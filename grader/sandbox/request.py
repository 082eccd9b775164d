"""What the child is given: one file with the program, the calls and their arrays.

Layout: eight bytes with the length of a JSON head, the head, then the arrays, each at a page of its own,
so that a call maps just its own arrays, privately, and finds them as they were sent.
"""

import json
import mmap
import os
from typing import Any, NamedTuple

import numpy as np

LENGTH_BYTES = 8
Array = np.ndarray[Any, np.dtype[Any]]


class Call(NamedTuple):
    """One call of the function: its arguments, the byte that freed memory is filled with before it, and the
    largest array, in bytes, that it may return."""

    arguments: tuple[Array | tuple[int, ...], ...]
    fill: int
    result_bytes: int


class Program(NamedTuple):
    """What is run: `files` maps module names to file name and bytes; `module` is loaded, `function` is called."""

    files: dict[str, tuple[str, bytes]]
    module: str
    function: str


class Limits(NamedTuple):
    """What one trip may use. `memory_bytes` comes on top of what the interpreter has when the trip starts."""

    cpu_seconds: float
    wall_seconds: float
    memory_bytes: int
    output_bytes: int


def pages(size: int) -> int:
    """`size` rounded up to whole pages, which is where a mapping may begin."""
    return -(-size // mmap.ALLOCATIONGRANULARITY) * mmap.ALLOCATIONGRANULARITY


class Request:
    """A request as the child reads it from its descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        length = int.from_bytes(os.pread(descriptor, LENGTH_BYTES, 0), "little")
        self.head: dict[str, Any] = json.loads(os.pread(descriptor, length, LENGTH_BYTES))
        self._base = pages(LENGTH_BYTES + length)

    def arguments(self, call: dict[str, Any]) -> list[Array | tuple[int, ...]]:
        """The arguments of one call, arrays in writable private memory of their own."""
        return [
            tuple(argument["tuple"]) if "tuple" in argument else self._array(argument) for argument in call["arguments"]
        ]

    def _array(self, argument: dict[str, Any]) -> Array:
        dtype, shape = np.dtype(argument["dtype"]), tuple(argument["shape"])
        size = int(np.prod(shape)) * dtype.itemsize
        memory = mmap.mmap(
            self._descriptor,
            size,
            flags=mmap.MAP_PRIVATE,
            prot=mmap.PROT_READ | mmap.PROT_WRITE,
            offset=self._base + argument["offset"],
        )
        return np.frombuffer(memory, dtype).reshape(shape)
