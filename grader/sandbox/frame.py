"""What the child sends: frames of a fixed header and a bounded body, on a pipe.

The student's code runs in the process that writes them, so a frame is believed in nothing: the reader
checks the header against what was asked before it allocates, and a forged frame can only hold a
wrong answer. Neither pickle nor npy.

Body of RETURNED: the array's elements, C order, native byte order. Body of every other kind: UTF-8 JSON.
"""

import enum
import math
import os
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

MAGIC = b"conv"
MAX_NDIM = 8
MAX_TEXT = 1 << 16
PIECE_BYTES = 1 << 22
HEADER = struct.Struct(f"=4sBBBxiQ{MAX_NDIM}Q")  # magic, kind, dtype, ndim, call, bytes, shape
DTYPES: tuple[np.dtype[Any], ...] = tuple(
    np.dtype(name)
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64"),
    )
)
NO_CALL = -1


class Kind(enum.IntEnum):
    """READY comes before the student's code is loaded, LOADED after, END when every call is done.

    TRACED comes before END where calls were to be watched.
    """

    READY = 1
    LOADED = 2
    RETURNED = 3
    TOO_LARGE = 4
    NOT_AN_ARRAY = 5
    RAISED = 6
    OUT_OF_MEMORY = 7
    NO_FUNCTION = 8
    END = 9
    TRACED = 10


OF_NO_CALL = (Kind.READY, Kind.LOADED, Kind.NO_FUNCTION, Kind.END, Kind.TRACED)
OF_EITHER = (Kind.RAISED, Kind.OUT_OF_MEMORY)  # loading can fail in the ways a call can


class Event(NamedTuple):
    """One thing that was seen: `rule` says which kind, `function` where, `line` the line that did it.

    `most` is how often it happened at once, `total` how often in all in `runs` executions of that line; `entered` is
    the function that was entered.
    """

    rule: str
    file: str
    function: str
    line: int
    most: int
    total: int
    runs: int = 1
    entered: str = ""


class Outcome(enum.StrEnum):
    """How a call, or the loading of the file, ended."""

    RETURNED = "returned"
    RAISED = "raised"
    NOT_AN_ARRAY = "not_an_array"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    FORBIDDEN = "forbidden"
    CRASHED = "crashed"
    EXITED = "exited"
    GARBLED = "garbled"
    NOT_RUN = "not_run"


class FrameError(Exception):
    """Bytes on the channel that are no frame that was asked for."""


class Frame(NamedTuple):
    """One frame: `array` for RETURNED, `text` for the others; `call` is the index of the call or NO_CALL."""

    kind: Kind
    call: int
    text: bytes = b""
    array: np.ndarray[Any, np.dtype[Any]] | None = None


def send_text(channel: int, kind: Kind, call: int, text: bytes) -> None:
    """Write a frame whose body is `text` (at most MAX_TEXT bytes) to the descriptor `channel`."""
    header = HEADER.pack(MAGIC, kind, 0, 0, call, len(text), *([0] * MAX_NDIM))
    _write(channel, header + text)


def send_array(channel: int, call: int, array: np.ndarray[Any, np.dtype[Any]], dtype: np.dtype[Any]) -> None:
    """Write a RETURNED frame of `array`, of at most MAX_NDIM axes, as `dtype`, one of DTYPES.

    In pieces along the first axis, so that what has to be converted or put in order is never held twice.
    """
    shape = array.shape + (0,) * (MAX_NDIM - array.ndim)
    header = HEADER.pack(
        MAGIC,
        Kind.RETURNED,
        DTYPES.index(dtype),
        array.ndim,
        call,
        array.size * dtype.itemsize,
        *shape,
    )
    _write(channel, header)
    rows = array.reshape(-1) if array.ndim == 0 else array
    step = max(1, PIECE_BYTES * len(rows) // max(1, array.size * dtype.itemsize))
    for start in range(0, len(rows) if array.size else 0, step):
        _write(channel, np.ascontiguousarray(rows[start : start + step], dtype).data.cast("B"))


def _write(channel: int, data: bytes | memoryview) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(channel, view) :]


class FrameReader:
    """Takes bytes from a descriptor as they come and yields whole frames.

    `limits[i]` is the largest body, in bytes, that call i may return.
    """

    def __init__(self, limits: tuple[int, ...]) -> None:
        self._limits = limits
        self._next_call = 0
        self._header = memoryview(bytearray(HEADER.size))
        self._start_header()

    def read(self, channel: int) -> Iterator[Frame]:
        """One read from `channel`; yields the frame that it completes, if any.

        Raises:
            EOFError: the other end is closed.
            FrameError: what came is no frame that was asked for.
        """
        count = os.readv(channel, [self._target[self._filled :]])
        if count == 0:
            raise EOFError
        self._filled += count
        if self._filled < len(self._target):
            return
        if self._body is None:
            self._start_body()
            if self._target:
                return
        yield self._finish()

    @property
    def inside_frame(self) -> bool:
        """Whether a frame was begun and not ended."""
        return self._body is not None or self._filled > 0

    def _start_header(self) -> None:
        self._target = self._header
        self._filled = 0
        self._body: np.ndarray[Any, np.dtype[np.uint8]] | None = None

    def _start_body(self) -> None:
        magic, kind, dtype, ndim, call, nbytes, *dims = HEADER.unpack(self._header)
        if magic != MAGIC or kind not in Kind.__members__.values():
            raise FrameError("bytes that are no frame")
        self._kind, self._call = Kind(kind), call
        self._check_order()
        if self._kind is Kind.RETURNED:
            self._check_array(dtype, ndim, nbytes, tuple(dims))
        elif nbytes > MAX_TEXT:
            raise FrameError(f"a text of {nbytes} bytes")
        self._body = np.empty(nbytes, np.uint8)
        self._target = self._body.data
        self._filled = 0

    def _check_order(self) -> None:
        about_no_call = self._kind in OF_NO_CALL or (self._kind in OF_EITHER and self._call == NO_CALL)
        if self._call != (NO_CALL if about_no_call else self._next_call) or self._call >= len(self._limits):
            raise FrameError(f"an answer to call {self._call}, which was not the one asked")
        self._next_call += not about_no_call

    def _check_array(self, dtype: int, ndim: int, nbytes: int, dims: tuple[int, ...]) -> None:
        if dtype >= len(DTYPES) or ndim > MAX_NDIM or any(dims[ndim:]):
            raise FrameError("an array of no known dtype or shape")
        self._dtype, self._shape = DTYPES[dtype], dims[:ndim]
        if math.prod(self._shape) * self._dtype.itemsize != nbytes:
            raise FrameError(f"an array {self._shape} of {nbytes} bytes")
        if nbytes > self._limits[self._call] or math.prod(n or 1 for n in self._shape) > 1 << 40:
            raise FrameError(f"an array of {nbytes} bytes, more than was asked for")

    def _finish(self) -> Frame:
        assert self._body is not None
        if self._kind is Kind.RETURNED:
            array = self._body.view(self._dtype).reshape(self._shape)
            frame = Frame(self._kind, self._call, array=array)
        else:
            frame = Frame(self._kind, self._call, text=self._body.tobytes())
        self._start_header()
        return frame
