"""Reads the PNG files of photographs: eight bits of red, green and blue a pixel, without a library for images."""

import struct
import zlib
from typing import Final

import numpy as np
import numpy.typing as npt

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
RGB: Final = (8, 2, 0, 0, 0)
"""Depth, colour type, compression, filter method and interlacing of the files that are read."""
CHANNELS: Final = 3


def read(data: bytes) -> npt.NDArray[np.uint8]:
    """The pixels (rows, columns, 3). Raises ValueError for what is not such a file."""
    if data[:8] != SIGNATURE:
        raise ValueError("not a PNG file")
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        chunks[name] = chunks.get(name, b"") + data[at + 8 : at + 8 + length]
        at += 12 + length
    columns, rows, *kind = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if tuple(kind) != RGB:
        raise ValueError(f"a PNG file of another kind: {kind}")
    width = columns * CHANNELS
    stored = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(rows, 1 + width)
    above = bytes(width)
    lines = []
    for line in stored:
        above = _unfiltered(int(line[0]), line[1:].tobytes(), above)
        lines.append(above)
    return np.frombuffer(b"".join(lines), np.uint8).reshape(rows, columns, CHANNELS)


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    """A line as it was before it was filtered: each byte was stored as its distance from a guess.

    The guess is made from the bytes of the pixel on the left, of the one above and of the one above that on the left.
    """
    found = bytearray(CHANNELS) + line  # with a pixel of zeros on the left of the first
    before = bytes(CHANNELS) + above
    for n in range(CHANNELS, len(found)):
        left, up, corner = found[n - CHANNELS], before[n], before[n - CHANNELS]
        found[n] = (found[n] + (0, left, up, (left + up) // 2, _nearest(left, up, corner))[kind]) % 256
    return bytes(found[CHANNELS:])


def _nearest(left: int, up: int, corner: int) -> int:
    """Paeth's guess: which of the three lies nearest to left + up - corner, the first of them where two do."""
    return min((left, up, corner), key=lambda value: abs(left + up - corner - value))
