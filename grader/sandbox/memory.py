"""Fills freed memory, so that what a student's code never writes cannot look right by luck.

A warm heap can make two `np.empty` agree, and fresh pages are zero; with a known byte in every freed
block an unfilled output is wrong in the same way on every machine, and differs when the byte does.
"""

import ctypes
import sys
from collections.abc import Callable

import numpy as np

# From glibc's malloc.h. Allocated blocks get the complement of the byte of M_PERTURB. Of freed memory so many bytes are
# kept, and what is no larger than the last is taken from there: a large array that is made again and again costs no new
# pages.
M_PERTURB, M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -6, -1, -3
KEPT_BYTES, LARGEST_KEPT = 1 << 26, 1 << 25
# numpy keeps freed blocks below 1024 bytes to itself, up to seven of a size (numpy/_core/src/multiarray/alloc.c).
CACHED_SIZES = range(4, 1024, 4)
CACHED_BLOCKS = 7
USUAL = 0x7F  # the byte that the fork server fills its memory with, so that a child that asks for it is served
LARGE_SIZES = tuple(1 << n for n in range(10, 22))


class Filler:
    """Fills memory when the byte it is asked for is another than the last."""

    def __init__(self) -> None:
        self._byte = -1
        libc = ctypes.CDLL(None) if sys.platform == "linux" else None
        self._mallopt: Callable[[int, int], object] | None = getattr(libc, "mallopt", None)
        if self._mallopt is not None:
            self._mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)
            self._mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT)

    def fill(self, byte: int) -> None:
        """Let freed memory hold `byte` (0 to 255) wherever the next `np.empty` may find it."""
        if byte == self._byte:
            return
        self._byte = byte
        sizes = [size for size in CACHED_SIZES for _ in range(CACHED_BLOCKS)]
        if self._mallopt is not None:
            self._mallopt(M_PERTURB, byte ^ 0xFF)  # fills what malloc gives; numpy keeps small blocks from it
        else:
            sizes += LARGE_SIZES
        blocks = [np.empty(size, np.uint8) for size in sizes]
        for block in blocks:
            block.fill(byte)
