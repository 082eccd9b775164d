"""PNG files of small pictures."""

import base64
import struct
import zlib

from checks.model import Array

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GRAY, RGB = 0, 2


def png(pixels: Array) -> bytes:
    """The file: `pixels` are (rows, columns) for gray or (rows, columns, 3) for colours, uint8."""
    rows, columns = pixels.shape[:2]
    header = struct.pack(">IIBBBBB", columns, rows, 8, GRAY if pixels.ndim == 2 else RGB, 0, 0, 0)
    lines = b"".join(b"\0" + row.tobytes() for row in pixels)  # 0: the line is stored as it is
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")


def data_uri(pixels: Array) -> str:
    """The file as an address that holds all of it."""
    return f"data:image/png;base64,{base64.b64encode(png(pixels)).decode()}"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
