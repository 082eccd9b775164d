"""Writes what the child is given; `request` says how it is laid out and reads it."""

import contextlib
import fcntl
import json
import mmap
import os
import tempfile
from collections.abc import Iterator
from typing import IO, Any

import numpy as np

from grader.sandbox.request import ALIGNMENT, Array, Call, Limits, Program


def write_request(program: Program, calls: tuple[Call, ...], limits: Limits) -> int:
    """Write the program and the calls to memory that nobody can change; return its descriptor."""
    offsets = iter(_offsets(calls))
    head = {
        "files": {name: (file, data.decode("latin-1")) for name, (file, data) in program.files.items()},
        "module": program.module,
        "function": program.function,
        "cpu_seconds": limits.cpu_seconds,
        "memory_bytes": limits.memory_bytes,
        "calls": [
            {
                "arguments": [_argument(argument, offsets) for argument in call.arguments],
                "fill": call.fill,
                "result_bytes": call.result_bytes,
                "traced": call.traced,
            }
            for call in calls
        ],
    }
    with _memory("request") as memory:
        memory.write(json.dumps(head).encode())
        memory.flush()
        descriptor = os.dup(memory.fileno())
    _seal(descriptor, *_SIZE_SEALS, "F_SEAL_WRITE")
    return descriptor


class SharedInputs:
    """The arrays of all calls, in memory whose size is fixed and whose contents the child may change."""

    def __init__(self, calls: tuple[Call, ...]) -> None:
        self._places = list(zip((array for _, array in _arrays(calls)), _offsets(calls), strict=True))
        self._of_call = [index for index, _ in _arrays(calls)]
        self._size = max(1, *(offset + array.nbytes for array, offset in self._places), 0)
        with _memory("inputs") as memory:
            for array, offset in self._places:
                memory.seek(offset)
                np.ascontiguousarray(array).tofile(memory)
            memory.truncate(self._size)
            self.descriptor = os.dup(memory.fileno())
        _seal(self.descriptor, *_SIZE_SEALS)

    def changed(self) -> set[int]:
        """The indices of the calls whose arrays are not as they were sent. Ask when the child has ended."""
        with mmap.mmap(self.descriptor, self._size, prot=mmap.PROT_READ) as memory:
            return {
                index
                for index, (array, offset) in zip(self._of_call, self._places, strict=True)
                if not np.array_equal(_view(memory, array, offset), array, equal_nan=True)
            }

    def close(self) -> None:
        """Give the memory back."""
        os.close(self.descriptor)


def _view(memory: mmap.mmap, array: Array, offset: int) -> Array:
    return np.frombuffer(memory, array.dtype, array.size, offset).reshape(array.shape)


def _arrays(calls: tuple[Call, ...]) -> Iterator[tuple[int, Array]]:
    """The index of the call and the array, for every array, in the order in which they are laid out."""
    for index, call in enumerate(calls):
        for argument in call.arguments:
            if isinstance(argument, np.ndarray):
                yield index, argument


def _offsets(calls: tuple[Call, ...]) -> list[int]:
    """Where each array begins."""
    offsets, end = [], 0
    for _, array in _arrays(calls):
        offsets.append(end)
        end += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    return offsets


def _argument(argument: Array | tuple[int, ...], offsets: Iterator[int]) -> dict[str, Any]:
    if isinstance(argument, np.ndarray):
        return {"offset": next(offsets), "dtype": argument.dtype.str, "shape": argument.shape}
    return {"tuple": argument}


_SIZE_SEALS = ("F_SEAL_SHRINK", "F_SEAL_GROW")


def _memory(name: str) -> IO[bytes]:
    """A file without a name: in memory where the system knows that."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING), "wb")
    return tempfile.TemporaryFile(prefix="grader-")


def _seal(descriptor: int, *seals: str) -> None:
    with contextlib.suppress(AttributeError):  # macOS knows no seals
        for seal in (*seals, "F_SEAL_SEAL"):
            fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, getattr(fcntl, seal))
