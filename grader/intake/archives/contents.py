"""The bytes of an archive's members."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from grader.intake.archives.members import AGAIN, REMOVE
from grader.intake.archives.reader import Reader
from grader.intake.data import Data, kept
from grader.intake.tree import BrokenError, File

_STEP = 2**20
_T = TypeVar("_T")


class Contents:
    """Those of a tar stand in it as they are; those of a zip archive are asked for."""

    def __init__(self, data: Data, reader: Reader) -> None:
        self._data, self._reader = data, reader

    def bytes_of(self, file: File) -> bytes:
        """All bytes of a member; BrokenError if they are damaged. Only asked for one of a size that is allowed."""
        return self._taken(file, b"".join)

    def data_of(self, file: File) -> Data:
        """The same, for a member that may be large."""
        return self._taken(file, kept)

    def _taken(self, file: File, take: Callable[[Iterator[bytes]], _T]) -> _T:
        if len(file.where) == 1:
            return take(_all(self._plain(file), file.size))
        return self._reader.ask(lambda chunks: take(_all(chunks, file.size)), "content", *file.where, file.size)

    def _plain(self, file: File) -> Iterator[bytes]:
        (start,) = file.where
        end = min(start + file.size, self._data.size)
        return (self._data.at(at, min(_STEP, end - at)) for at in range(start, end, _STEP))


def _all(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    """As many bytes as the archive says."""
    left = size
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise BrokenError("is longer than the archive says", REMOVE)
        yield chunk
    if left:
        raise BrokenError("breaks off before its end", AGAIN)
