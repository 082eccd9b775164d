"""Writes what the child is given; `request` says how it is laid out and reads it."""

import json
import os
import tempfile
from typing import Any

import numpy as np

from grader.sandbox.request import LENGTH_BYTES, Array, Call, Limits, Program, pages


def write_request(program: Program, calls: tuple[Call, ...], limits: Limits) -> int:
    """Write a request to an unlinked file and return its descriptor. Equal arrays (by identity) are stored once."""
    arrays: dict[int, tuple[int, Array]] = {}
    offset = 0
    for call in calls:
        for argument in call.arguments:
            if isinstance(argument, np.ndarray) and id(argument) not in arrays:
                arrays[id(argument)] = (offset, argument)
                offset += pages(argument.nbytes)
    head = json.dumps(
        {
            "files": {name: (file, data.decode("latin-1")) for name, (file, data) in program.files.items()},
            "module": program.module,
            "function": program.function,
            "cpu_seconds": limits.cpu_seconds,
            "memory_bytes": limits.memory_bytes,
            "calls": [_call_head(call, arrays) for call in calls],
        }
    ).encode()
    descriptor, path = tempfile.mkstemp(prefix="grader-request-")
    os.unlink(path)
    with os.fdopen(descriptor, "wb", closefd=False) as file:
        file.write(len(head).to_bytes(LENGTH_BYTES, "little") + head)
        base = pages(file.tell())
        for start, array in arrays.values():
            file.seek(base + start)
            np.ascontiguousarray(array).tofile(file)
        file.truncate(base + offset)
    return descriptor


def _call_head(call: Call, arrays: dict[int, tuple[int, Array]]) -> dict[str, Any]:
    def argument_head(argument: Array | tuple[int, ...]) -> dict[str, Any]:
        if isinstance(argument, np.ndarray):
            return {"offset": arrays[id(argument)][0], "dtype": argument.dtype.str, "shape": argument.shape}
        return {"tuple": argument}

    return {
        "arguments": [argument_head(argument) for argument in call.arguments],
        "fill": call.fill,
        "result_bytes": call.result_bytes,
    }
