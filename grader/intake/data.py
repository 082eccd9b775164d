"""Bytes that can be read at any place, from any thread: a file on the disk, or what came out of an archive."""

import io
import itertools
import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

_IN_MEMORY = 2**20
_PREFIX = "grader-"
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Data(Protocol):
    """Bytes at places. What is asked for beyond their end is left out."""

    @property
    def size(self) -> int:
        """How many there are."""

    def at(self, offset: int, count: int) -> bytes:
        """Those from `offset` on, at most `count`."""

    def shared(self) -> AbstractContextManager[int]:
        """A descriptor for another process, which can read them and not write."""


class InMemory:
    """Bytes that are held."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def at(self, offset: int, count: int) -> bytes:
        """Those from `offset` on, at most `count`."""
        return self._data[offset : offset + count]

    @contextmanager
    def shared(self) -> Iterator[int]:
        """A descriptor for another process."""
        descriptor = _written([self._data])
        try:
            yield descriptor
        finally:
            os.close(descriptor)


class OnDisk:
    """An open file, which is closed when this is no longer used."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        weakref.finalize(self, os.close, descriptor)
        self.size = os.fstat(descriptor).st_size

    def at(self, offset: int, count: int) -> bytes:
        """Those from `offset` on, at most `count`."""
        parts = []
        while count > 0 and (part := os.pread(self._descriptor, count, offset)):
            parts.append(part)
            offset += len(part)
            count -= len(part)
        return b"".join(parts)

    @contextmanager
    def shared(self) -> Iterator[int]:
        """A descriptor for another process."""
        yield self._descriptor


class Reader(io.RawIOBase):
    """Data as a binary file."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._place = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read what fits."""
        part = self._data.at(self._place, len(buffer))
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)


def opened(path: str, folder: int | None = None) -> OnDisk:
    """Open a file that is no link. What this machine cannot read raises OSError."""
    return OnDisk(os.open(path, _READ, dir_fd=folder))


def kept(chunks: Iterable[bytes]) -> Data:
    """Keep what comes, in memory if it is little, else in a file without a name.

    Should the chunks end by an exception, it is passed on.
    """
    parts: list[bytes] = []
    size = 0
    chunks = iter(chunks)
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > _IN_MEMORY:
            break
    else:
        return InMemory(b"".join(parts))
    return OnDisk(_written(itertools.chain(parts, chunks)))


def _written(chunks: Iterable[bytes]) -> int:
    """A file without a name that holds these: its descriptor, for reading alone."""
    writing, path = tempfile.mkstemp(prefix=_PREFIX)
    try:
        try:
            reading = os.open(path, _READ)
        finally:
            os.unlink(path)  # before it is large: whoever ends the grader leaves nothing behind
        try:
            for chunk in chunks:
                _write(writing, chunk)
        except BaseException:
            os.close(reading)
            raise
        return reading
    finally:
        os.close(writing)


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
