"""What the child sends: frames of a fixed header and a bounded body, on a pipe.

The student's code runs in the process that writes them, so a frame is believed in nothing: the reader
checks the header against what was asked before it allocates, and a forged frame can only hold a
wrong answer. Neither pickle nor npy.

Body of RETURNED: the array's elements, C order, native byte order. Body of every other kind: UTF-8 JSON. Behind that
of DESCRIBED, whose length is in the header, lie the elements of the arrays that it speaks of, each as in RETURNED and
filled up to a multiple of ALIGNMENT.
"""

import enum
import math
import os
import struct
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

MAGIC = b"conv"
MAX_NDIM = 8
MAX_TEXT = 1 << 16
MAX_PARTS = 16  # of a tuple or a list
ALIGNMENT = 16  # bytes
PIECE_BYTES = 1 << 22
READ_BYTES = 1 << 16
HEADER = struct.Struct(f"=4sBBBxiQ{MAX_NDIM}Q")  # magic, kind, dtype, ndim, call, bytes, shape
DTYPES: tuple[np.dtype[Any], ...] = tuple(
    np.dtype(name)
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64", "complex64", "complex128"),
    )
)
Array = np.ndarray[Any, np.dtype[Any]]
Bytes = np.ndarray[Any, np.dtype[np.uint8]]
CODES = {dtype: code for code, dtype in enumerate(DTYPES)}
NO_CALL = -1


class Kind(enum.IntEnum):
    """READY comes before the student's code is loaded, LOADED after, END when every call is done.

    A call returned an array (RETURNED) or one that is TOO_LARGE, something else whose parts are DESCRIBED, or anything
    at all (OTHER), which is told by the name of its type.

    CHANGED comes before the answer to a call which has changed the arrays that it was given. TRACED comes before END
    where calls were to be traced.
    """

    READY = 1
    LOADED = 2
    RETURNED = 3
    TOO_LARGE = 4
    OTHER = 5
    RAISED = 6
    OUT_OF_MEMORY = 7
    NO_FUNCTION = 8
    END = 9
    TRACED = 10
    DESCRIBED = 11
    CHANGED = 12


KINDS = {int(kind): kind for kind in Kind}
OF_NO_CALL = (Kind.READY, Kind.LOADED, Kind.NO_FUNCTION, Kind.END, Kind.TRACED)
OF_EITHER = (Kind.RAISED, Kind.OUT_OF_MEMORY)  # loading can fail in the ways a call can


class FrameError(Exception):
    """Bytes on the channel that are no frame that was asked for."""


class Frame(NamedTuple):
    """One frame: `array` for RETURNED, `text` for the others, with the arrays' `data` for DESCRIBED; `call` is the
    index of the call or NO_CALL."""

    kind: Kind
    call: int
    text: bytes = b""
    array: Array | None = None
    data: Bytes | None = None


def send_text(channel: int, kind: Kind, call: int, text: bytes) -> None:
    """Write a frame whose body is `text` (at most MAX_TEXT bytes) to the descriptor `channel`."""
    header = HEADER.pack(MAGIC, kind, 0, 0, call, len(text), *([0] * MAX_NDIM))
    _write(channel, header + text)


def send_array(channel: int, call: int, array: Array, dtype: np.dtype[Any]) -> None:
    """Write a RETURNED frame of `array`, of at most MAX_NDIM axes, as `dtype`, one of DTYPES.

    In pieces along the first axis, so that what has to be converted or put in order is never held twice.
    """
    nbytes = array.size * dtype.itemsize
    shape = array.shape + (0,) * (MAX_NDIM - array.ndim)
    header = HEADER.pack(MAGIC, Kind.RETURNED, CODES[dtype], array.ndim, call, nbytes, *shape)
    if nbytes <= READ_BYTES:
        _write(channel, header + array.astype(dtype, copy=False).tobytes())
    else:
        _write(channel, header)
        _write_elements(channel, array, dtype)


def send_parts(channel: int, call: int, text: bytes, arrays: Sequence[tuple[Array, np.dtype[Any]]]) -> None:
    """Write a DESCRIBED frame: `text`, at most MAX_TEXT - ALIGNMENT bytes of JSON, and arrays as these dtypes."""
    text += b" " * gap(len(text))
    sizes = [array.size * dtype.itemsize for array, dtype in arrays]
    nbytes = len(text) + sum(size + gap(size) for size in sizes)
    header = HEADER.pack(MAGIC, Kind.DESCRIBED, 0, 1, call, nbytes, len(text), *([0] * (MAX_NDIM - 1)))
    _write(channel, header + text)
    for (array, dtype), size in zip(arrays, sizes, strict=True):
        _write_elements(channel, array, dtype)
        _write(channel, bytes(gap(size)))


def gap(size: int) -> int:
    """How many bytes fill so many up to a multiple of ALIGNMENT."""
    return -size % ALIGNMENT


def _write_elements(channel: int, array: Array, dtype: np.dtype[Any]) -> None:
    nbytes = array.size * dtype.itemsize
    if nbytes <= READ_BYTES:
        _write(channel, array.astype(dtype, copy=False).tobytes())
        return
    step = max(1, PIECE_BYTES * len(array) // nbytes)
    for start in range(0, len(array), step):
        _write(channel, np.ascontiguousarray(array[start : start + step], dtype).data.cast("B"))


def array_bytes(dtype: np.dtype[Any], shape: tuple[int, ...]) -> int:
    """How many bytes an array has.

    Raises:
        FrameError: no array has that shape.
    """
    if math.prod(n or 1 for n in shape) > 1 << 40:
        raise FrameError(f"an array {shape}")
    return math.prod(shape) * dtype.itemsize


def as_array(data: Bytes, dtype: np.dtype[Any], shape: tuple[int, ...]) -> Array:
    """The array that these bytes are. A truth value is one byte, 0 or 1: any other counts as 1."""
    array = data.view(dtype)
    if dtype == np.bool_:
        np.not_equal(data, 0, out=array)
    return array.reshape(shape)


def _write(channel: int, data: bytes | memoryview) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(channel, view) :]


class FrameReader:
    """Takes bytes from a descriptor as they come and yields whole frames.

    `limits[i]` is the largest body, in bytes, that call i may return. What a body lacks is read into its own place;
    what follows it is read with it, so that many small frames cost one read.
    """

    def __init__(self, limits: tuple[int, ...]) -> None:
        self._limits = limits
        self._next_call, self._changed = 0, NO_CALL
        self._buffer = memoryview(bytearray(HEADER.size + READ_BYTES))
        self._start = self._end = 0  # of the bytes in the buffer that are still to be looked at
        self._body: Bytes | None = None
        self._missing = memoryview(bytearray())  # what is still to come of the body

    def read(self, channel: int) -> Iterator[Frame]:
        """One read from `channel`; yields the frames that it completes, each before the next is looked at.

        Raises:
            EOFError: the other end is closed.
            FrameError: what came is no frame that was asked for.
        """
        left = self._buffer[self._start : self._end]
        self._buffer[: len(left)] = left
        self._start, self._end = 0, len(left)
        count = os.readv(channel, [self._missing, self._buffer[self._end :]])
        if count == 0:
            raise EOFError
        of_body = min(count, len(self._missing))
        self._missing = self._missing[of_body:]
        self._end += count - of_body
        yield from self._frames()

    @property
    def inside_frame(self) -> bool:
        """Whether a frame was begun and not ended."""
        return self._body is not None or self._start < self._end

    def _frames(self) -> Iterator[Frame]:
        while self._body is not None or self._end - self._start >= HEADER.size:
            if self._body is None:
                self._body = self._begin_body(*HEADER.unpack_from(self._buffer, self._start))
                self._missing = self._body.data
                self._start += HEADER.size
            found = self._buffer[self._start : self._end][: len(self._missing)]
            self._missing[: len(found)] = found
            self._missing = self._missing[len(found) :]
            self._start += len(found)
            if self._missing:
                return
            yield self._finish(self._body)

    def _begin_body(self, magic: bytes, kind: int, dtype: int, ndim: int, call: int, nbytes: int, *dims: int) -> Bytes:
        """Room for the body that this header announces, once that is found to be in order."""
        if magic != MAGIC or kind not in KINDS:
            raise FrameError("bytes that are no frame")
        self._kind, self._call = KINDS[kind], call
        self._check_order()
        if self._kind is Kind.RETURNED:
            self._check_array(dtype, ndim, nbytes, dims)
        elif self._kind is Kind.DESCRIBED:
            self._check_parts(nbytes, dims)
        elif nbytes > MAX_TEXT:
            raise FrameError(f"a text of {nbytes} bytes")
        return np.empty(nbytes, np.uint8)

    def _check_order(self) -> None:
        about_no_call = self._kind in OF_NO_CALL or (self._kind in OF_EITHER and self._call == NO_CALL)
        if self._call != (NO_CALL if about_no_call else self._next_call) or self._call >= len(self._limits):
            raise FrameError(f"an answer to call {self._call}, which was not the one asked")
        if self._kind is Kind.CHANGED:
            if self._call == self._changed:
                raise FrameError(f"call {self._call} said twice to have changed its arrays")
            self._changed = self._call
            return
        self._next_call += not about_no_call

    def _check_array(self, dtype: int, ndim: int, nbytes: int, dims: tuple[int, ...]) -> None:
        if dtype >= len(DTYPES) or ndim > MAX_NDIM or any(dims[ndim:]):
            raise FrameError("an array of no known dtype or shape")
        self._dtype, self._shape = DTYPES[dtype], dims[:ndim]
        if array_bytes(self._dtype, self._shape) != nbytes:
            raise FrameError(f"an array {self._shape} of {nbytes} bytes")
        if nbytes > self._limits[self._call]:
            raise FrameError(f"an array of {nbytes} bytes, more than was asked for")

    def _check_parts(self, nbytes: int, dims: tuple[int, ...]) -> None:
        self._text, *others = dims
        if any(others) or self._text > min(nbytes, MAX_TEXT) or self._text % ALIGNMENT:
            raise FrameError(f"a text of {self._text} bytes in {nbytes}")
        limit = self._limits[self._call]
        if nbytes - self._text > limit + gap(limit):
            raise FrameError(f"parts of {nbytes - self._text} bytes, more than were asked for")

    def _finish(self, body: Bytes) -> Frame:
        self._body = None
        if self._kind is Kind.RETURNED:
            return Frame(self._kind, self._call, array=as_array(body, self._dtype, self._shape))
        if self._kind is Kind.DESCRIBED:
            return Frame(self._kind, self._call, text=body[: self._text].tobytes(), data=body[self._text :])
        return Frame(self._kind, self._call, text=body.tobytes())
