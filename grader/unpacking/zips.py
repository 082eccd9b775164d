"""Zip archives, by zipfile. Whatever it would give up a whole archive for is put right here.

tests/grader/intake/test_zips.py shows the need for each: names that are no UTF-8 though they say so, extra fields that
cannot be read, versions not yet known, a comment that looks like an end.
"""

import calendar
import contextlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from grader.unpacking.data import ArchiveFile
from grader.unpacking.told import MOST, Fault, FaultError, Problem, Told

_END, _LONGEST_COMMENT = 22, 2**16
_LOCAL = 30
_IN_64_BITS = 0xFFFF
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_UTF8 = 0x0800
_UNIX, _MACOS = 3, 19
_UNICODE_PATH = 0x7075
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_STEP = 2**16
_BYTES = "latin-1"  # each byte a character: what coding a name has is seen here, not there


class _Lenient(zipfile.ZipInfo):
    """A member whose extra fields are used as far as they can be read."""

    __slots__ = ()

    def _decodeExtra(self, *crc: int) -> None:  # noqa: N802
        with contextlib.suppress(zipfile.BadZipFile):
            super()._decodeExtra(*crc)  # type: ignore[misc]


def prepare() -> None:
    """Have zipfile take names as bytes, members leniently, and any version: in a process that does nothing else."""
    changes: dict[str, Any] = {"ZipInfo": _Lenient, "_MASK_UTF_FILENAME": 0, "MAX_EXTRACT_VERSION": 0xFFFF}
    for name, value in changes.items():
        getattr(zipfile, name)  # a zipfile without it is read by other rules than these
        setattr(zipfile, name, value)


def members(file: ArchiveFile) -> Iterator[Told]:
    """What the table of contents tells, in its order."""
    said = _find_end(file)
    try:
        archive = zipfile.ZipFile(file, metadata_encoding=_BYTES)
    except MemoryError:
        raise
    except Exception as error:
        raise FaultError(Fault.TABLE) from error
    if any(member.header_offset < 0 for member in archive.filelist):
        raise FaultError(Fault.TABLE_ELSEWHERE)
    overlapping = _overlapping(archive.filelist)
    for member in archive.filelist:
        yield _told(member, member.header_offset in overlapping)
    if said not in (len(archive.filelist) & 0xFFFF, _IN_64_BITS):  # macOS writes the low bits of a larger number
        raise FaultError(Fault.COUNT)


def _find_end(file: ArchiveFile) -> int:
    """Let the file end with the end record, without its comment; returns how many members that says there are.

    It is the last one whose comment reaches to the end, or the last: zipfile takes the last, in a comment too.
    """
    start = file.seek(max(file.end - _END - _LONGEST_COMMENT, 0))
    tail = file.read()
    last = at = tail.rfind(b"PK\5\6", 0, max(len(tail) - _END + 4, 0))
    while at >= 0 and at + _END + int.from_bytes(tail[at + 20 : at + 22], "little") != len(tail):
        at = tail.rfind(b"PK\5\6", 0, at)
    at = last if at < 0 else at
    if at < 0:
        raise FaultError(Fault.NO_ZIP)
    file.end = start + at + _END
    return int.from_bytes(tail[at + 10 : at + 12], "little")


def _overlapping(members: list[zipfile.ZipInfo]) -> frozenset[int]:
    """The offsets of members that lie over one another, as in an archive made to explode."""
    found: set[int] = set()
    reached, owner = -1, -1
    for member in sorted(members, key=lambda member: member.header_offset):
        start = member.header_offset
        end = start + _LOCAL + len(member.orig_filename) + member.compress_size
        if start < reached:
            found |= {owner, start}
        if end > reached:
            reached, owner = end, start
    return frozenset(found)


def _told(member: zipfile.ZipInfo, overlaps: bool) -> Told:
    mode = member.external_attr >> 16 if member.create_system in (_UNIX, _MACOS) else 0
    name = _name(member)
    return Told(
        name=name.decode(_BYTES),
        folder=name.endswith((b"/", b"\\")) or stat.S_ISDIR(mode),
        size=min(member.file_size, MOST),
        modified=_time(*member.date_time),
        executable=bool(mode & 0o111),
        problem=Problem.OVERLAPS if overlaps else _problem(member, stat.S_IFMT(mode)),
        place=(min(member.header_offset, MOST), min(member.compress_size, MOST), member.compress_type, member.CRC),
    )


def _name(member: zipfile.ZipInfo) -> bytes:
    """The name in UTF-8, if it can be had."""
    raw = member.orig_filename.encode(_BYTES)  # as it stands there; zipfile ends it at a NUL
    if member.flag_bits & _UTF8:
        return raw
    path = _extra(member.extra, _UNICODE_PATH)  # zipfile looks at it from Python 3.13 on
    if path[1:5] == struct.pack("<L", zlib.crc32(raw)):
        return path[5:]
    try:
        raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437").encode()
    return raw


def _extra(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


def _problem(member: zipfile.ZipInfo, kind: int) -> Problem:
    if kind == stat.S_IFLNK:
        return Problem.LINK
    if kind not in (0, stat.S_IFREG):
        return Problem.SPECIAL
    if member.flag_bits & _ENCRYPTED:
        return Problem.ENCRYPTED
    return Problem.NONE if member.compress_type in _METHODS else Problem.METHOD


def _time(year: int, month: int, day: int, *time: int) -> float:
    """A member's date and time as seconds, 0 where there is none; its zone is not known."""
    return calendar.timegm((year, month, day, *time)) if 1 <= month <= 12 and day else 0


def content(file: ArchiveFile, offset: int, packed: int, method: int, crc: int, size: int) -> Iterator[bytes]:
    """The bytes of one member, by what the table tells of it; the header before it has a say in its length only."""
    file.seek(offset)
    header = file.read(_LOCAL)
    if len(header) < _LOCAL or not header.startswith(b"PK\3\4"):
        raise FaultError(Fault.ELSEWHERE)
    file.seek(sum(struct.unpack_from("<HH", header, _LOCAL - 4)), os.SEEK_CUR)
    member = zipfile.ZipInfo()
    member.compress_size, member.compress_type, member.CRC, member.file_size = packed, method, crc, size
    try:
        with zipfile.ZipExtFile(file, "r", member) as unpacked:
            while part := unpacked.read(_STEP):
                yield part
    except zipfile.BadZipFile as error:
        raise FaultError(Fault.CONTENT) from error
    except EOFError as error:
        raise FaultError(Fault.BREAKS_OFF) from error
    except (zlib.error, OSError, ValueError) as error:
        raise FaultError(Fault.PACKED) from error
