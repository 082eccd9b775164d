"""The archive's bytes as a file. Its place is this process's own: the descriptor is shared with others."""

import errno
import io
import os
from typing import Any


class ArchiveFile(io.RawIOBase):
    """What a descriptor gives up to `end`, the end of the file at first."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._place = 0
        self.end = os.fstat(descriptor).st_size

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place, which may lie beyond the end."""
        self._place = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self.end}[whence]
        if self._place < 0:
            raise OSError(errno.EINVAL, "a place before the beginning")  # as of any file
        return self._place

    def tell(self) -> int:
        """The place."""
        return self._place

    def read(self, count: int = -1, /) -> bytes:
        """As much as there is, at most so many bytes."""
        left = max(self.end - self._place, 0)
        parts: list[bytes] = []
        left = left if count < 0 else min(left, count)
        while left > 0 and (part := os.pread(self._descriptor, left, self._place)):
            parts.append(part)
            self._place += len(part)
            left -= len(part)
        return b"".join(parts)

    def readinto(self, buffer: Any, /) -> int:
        """Read what fits."""
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
