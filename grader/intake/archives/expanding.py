"""What comes out of compressed bytes, as far as they can be trusted."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from grader.intake.data import Data, kept

_STEP, _AT_ONCE = 2**16, 2**20
_LZMA_MEMORY = 128 * 2**20
DAMAGED = (zlib.error, OSError, EOFError, lzma.LZMAError, MemoryError)


class Decompressor(Protocol):
    """One of bz2's, lzma's or zlib's, which gives out no more at once than it is asked for."""

    @property
    def eof(self) -> bool:
        """Whether the end that was written has come."""

    @property
    def needs_input(self) -> bool:
        """Whether all was used that it was given."""

    @property
    def unused_data(self) -> bytes:
        """What was given after the end."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most so many bytes of what comes out."""


class Inflate:
    """zlib's decompressor, with the others' way of keeping what it has not read."""

    def __init__(self, bits: int) -> None:
        self._inner = zlib.decompressobj(bits)

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most so many bytes of what comes out."""
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)

    @property
    def eof(self) -> bool:
        """Whether the end that was written has come."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether all was used that it was given."""
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What was given after the end."""
        return self._inner.unused_data


KINDS: dict[bytes, tuple[str, Callable[[], Decompressor]]] = {
    b"\x1f\x8b": ("gzip", lambda: Inflate(31)),
    b"BZh": ("bzip2", bz2.BZ2Decompressor),
    b"\xfd7zXZ\0": ("xz", lambda: lzma.LZMADecompressor(memlimit=_LZMA_MEMORY)),
}


def expanded(data: Data, magic: bytes, allowance: int) -> tuple[Data, str]:
    """All that comes out of compressed data, and what is wrong with it, "" for nothing.

    What came before the fault is there; nothing comes after `allowance` bytes.
    """
    fault: list[str] = []
    return kept(_within(_chunks(data, magic, fault), allowance, fault)), "".join(fault)


def _within(chunks: Iterator[bytes], allowance: int, fault: list[str]) -> Iterator[bytes]:
    left = allowance
    for chunk in chunks:
        if len(chunk) > left:
            fault.append(f"expands to more than {_size(allowance)}: not read any further")
            yield chunk[:left]
            return
        left -= len(chunk)
        yield chunk


def _chunks(data: Data, magic: bytes, fault: list[str]) -> Iterator[bytes]:
    """The bytes of one compressed part after the other; what else follows is passed over, as gzip does."""
    name, make = KINDS[magic]
    offset, rest = 0, b""
    while True:
        inner = make()

        def raw(first: bytes = rest) -> Iterator[bytes]:
            nonlocal offset
            if first:
                yield first
            while part := data.at(offset, _STEP):
                offset += len(part)
                yield part

        try:
            yield from unpacked(inner, raw())
        except DAMAGED:
            fault.append(f"is damaged: it is not what {name} writes")
            return
        if not inner.eof:
            fault.append("breaks off before its end")
            return
        more = data.at(offset, len(magic))
        offset += len(more)
        rest = inner.unused_data + more
        if not rest.startswith(magic):
            return


def unpacked(inner: Decompressor, raw: Iterator[bytes]) -> Iterator[bytes]:
    """What comes out of compressed bytes up to their end, never much at once. Damage raises one of DAMAGED."""
    given = b""
    at_end = False
    while not inner.eof:
        if inner.needs_input:
            given = next(raw, b"")
            at_end = not given
        out = inner.decompress(given, _AT_ONCE)
        given = b""
        if out:
            yield out
        elif at_end:
            return


def _size(count: int) -> str:
    return f"{count / 2**20:.0f} MiB" if count < 2**30 else f"{count / 2**30:.0f} GiB"
