"""Plain arrays of an `.npz` file, read without numpy: nothing is unpickled, and no more unpacked than was allowed."""

import ast
import hashlib
import math
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from msgspec import Struct

LARGEST_ITEM = 8  # bytes of a value
MOST_HEADER = 10_000  # bytes, as numpy's own reader has it
MOST_AXES, MOST_SIZE = 32, 1 << 62  # what any numpy can make an array of; an axis of 0 does not make another one small
CHUNK = 1 << 20
_PLAIN = re.compile(r"[<>|=]?(b1|[iu][1248]|f[248])")


class DataError(Exception):
    """An array that cannot be had or used; one line: which file, what is wrong, what to do."""


class Header(Struct, frozen=True):
    """What an array is: its dtype as numpy writes it, such as "<f4"; its shape; and whether the first axis is the
    innermost one, as in Fortran."""

    dtype: str
    shape: tuple[int, ...]
    fortran: bool

    @property
    def size(self) -> int:
        """How many bytes its values are."""
        digits = re.search(r"\d+$", self.dtype)
        return math.prod(self.shape) * (int(digits[0]) if digits else 0)


class Member(Struct, frozen=True):
    """One array of a file: what it is, and the bytes of its values."""

    header: Header
    data: bytearray


def member(file: IO[bytes], key: str, most: int | None = None) -> Member:
    """The array that an npz file has under a key, of at most so many bytes.

    Raises:
        DataError: it is not there, is no plain array with axes, is larger, or is damaged.
        OSError: the file cannot be read.
    """
    with _Opened(file, key, most) as opened:
        data = bytearray()
        for chunk in opened.chunks():
            data += chunk
        return Member(opened.header, data)


def checked(file: IO[bytes], key: str, most: int) -> tuple[Header, str]:
    """The same without its values: what it is, and the SHA-256 of these."""
    digest = hashlib.sha256()
    with _Opened(file, key, most) as opened:
        for chunk in opened.chunks():
            digest.update(chunk)
        return opened.header, digest.hexdigest()


class _Opened:
    """A member of an npz file, of which the header was read. What goes wrong within `with` becomes a DataError."""

    def __init__(self, file: IO[bytes], key: str, most: int | None) -> None:
        self._file, self._key, self._most = file, key, most

    def __enter__(self) -> "_Opened":
        try:
            if not zipfile.is_zipfile(self._file):
                raise DataError("not an npz file")
            self._file.seek(0)
            archive = zipfile.ZipFile(self._file)
            if f"{self._key}.npy" not in archive.namelist():
                raise DataError(f"holds no {self._key}")
            self._member = archive.open(f"{self._key}.npy")
            self.header = self._header()
        except BaseException as error:
            self._told(error)
        return self

    def _header(self) -> Header:
        start = self._member.read(8)
        if start[:6] != b"\x93NUMPY":
            raise DataError(f"{self._key} is not an array with axes")
        length = int.from_bytes(self._member.read(2 if start[6] == 1 else 4), "little")
        if length > MOST_HEADER:
            raise ValueError(length)
        said = ast.literal_eval(self._member.read(length).decode("latin-1").strip())
        dtype, shape, fortran = said["descr"], said["shape"], said["fortran_order"]
        if not (isinstance(dtype, str) and _PLAIN.fullmatch(dtype)):
            raise ValueError(dtype)
        if not all(type(length) is int and length >= 0 for length in shape):
            raise ValueError(shape)
        if len(shape) > MOST_AXES or math.prod(max(1, length) for length in shape) * LARGEST_ITEM > MOST_SIZE:
            raise ValueError(shape)
        if not shape:
            raise DataError(f"{self._key} is not an array with axes")
        found = Header(dtype, tuple(shape), bool(fortran))
        if self._most is not None and found.size > self._most:
            raise DataError(f"{self._key} has {found.size} bytes, more than the {self._most} that it may have")
        return found

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the values, as many as there are to be."""
        left = self.header.size
        while left:
            chunk = self._member.read(min(left, CHUNK))
            if not chunk:
                raise EOFError
            left -= len(chunk)
            yield chunk
        if self._member.read(1):  # reads to the end, where the check sum is compared
            raise ValueError("more values than there are to be")

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        if error is not None:
            self._told(error)

    def _told(self, error: BaseException) -> None:
        # Flipping bytes of a file at random brings a dozen kinds of error out of zipfile and literal_eval. All mean the
        # same to whoever named the file.
        if isinstance(error, DataError | OSError) or not isinstance(error, Exception):
            raise error
        raise DataError("damaged, or holds other things than plain arrays") from error
