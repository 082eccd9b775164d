"""Zip archives: the table of contents, and one member at a time.

The standard library's zipfile holds the whole table as objects, gives up an archive for one bad name, and differs
between versions in what it checks. What is read here is the same, with a bound on everything.
"""

import bz2
import calendar
import itertools
import stat
import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

from grader.intake.archives.expanding import DAMAGED, Inflate, unpacked
from grader.intake.archives.limits import Limits
from grader.intake.archives.members import REMOVE, Branch
from grader.intake.data import Data, kept
from grader.intake.tree import BrokenError, File

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 2**16
_STORED, _DEFLATED, _BZIP2 = 0, 8, 12
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_UTF8 = 0x0800
_UNIX, _MACOS = 3, 19
_STEP = 2**20
_AGAIN = "Make the archive anew, and look whether it opens."


class _Table(Struct, frozen=True):
    start: int
    size: int
    members: int
    before: int  # bytes that stand before the archive, which its offsets do not count


class _Member(Struct, frozen=True, gc=False):
    name: bytes
    flags: int
    method: int
    modified: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int
    extra: bytes


def tree(data: Data, name: str, limits: Limits) -> Branch:
    """The archive as folders and files.

    Raises:
        BrokenError: it is no zip archive, is damaged, or holds too much.
    """
    table = _table(data)
    if table.size > min(limits.table, data.size):
        raise BrokenError("holds more names than an archive may", "Hand in the programs alone.")
    listing = data.at(table.start, table.size)
    spans = sorted(_span(member) for member in itertools.islice(_members(listing), limits.members + 1))
    if len(spans) > limits.members:
        raise BrokenError(f"holds more than {limits.members} members", "Hand in the programs alone.")
    overlapping = _overlapping(spans)
    root = Branch(name, _Contents(data, table.before))
    for member in _members(listing):
        full = _name(member)
        root.add(full, None if _is_folder(member, full) else _file(member, member.offset in overlapping))
    if len(spans) & 0xFFFF != table.members & 0xFFFF:
        root.say(f"the archive says that it has {table.members} members, and has {len(spans)}", _AGAIN)
    return root


# --- the table of contents -------------------------------------------------------------------------


def _table(data: Data) -> _Table:
    start = max(data.size - _END.size - _LONGEST_COMMENT, 0)
    tail = data.at(start, data.size - start)
    at = _end(tail)
    if at < 0:
        raise BrokenError("is no zip archive, or breaks off before its end", _AGAIN)
    _, _, _, _, members, size, offset, _ = _END.unpack_from(tail, at)
    end = start + at
    located = data.at(end - _LOCATOR.size, _LOCATOR.size) if end >= _LOCATOR.size else b""
    if located.startswith(b"PK\6\7"):
        end -= _LOCATOR.size + _END64.size
        record = data.at(max(end, 0), _END64.size)
        if not record.startswith(b"PK\6\6") or len(record) < _END64.size:
            raise BrokenError("is damaged: its end is not where it says", _AGAIN)
        *_, members, size, offset = _END64.unpack(record)
    before = end - size - offset
    if before < 0:
        raise BrokenError("is damaged: its table of contents is not where it says", _AGAIN)
    return _Table(start=before + offset, size=size, members=members, before=before)


def _end(tail: bytes) -> int:
    """Where the end record stands: the last one whose comment reaches to the end, or the last."""
    last = at = tail.rfind(b"PK\5\6", 0, max(len(tail) - _END.size + 4, 0))
    while at >= 0:
        if at + _END.size + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail):
            return at
        at = tail.rfind(b"PK\5\6", 0, at)
    return last


def _members(listing: bytes) -> Iterator[_Member]:
    at = 0
    while at < len(listing):
        if len(listing) - at < _CENTRAL.size or listing[at : at + 4] != b"PK\1\2":
            raise BrokenError("is damaged: its table of contents cannot be read", _AGAIN)
        _, made_by, _, flags, method, time, date, crc, packed, size, *lengths, _, _, attributes, offset = (
            _CENTRAL.unpack_from(listing, at)
        )
        name_length, extra_length, comment_length = lengths
        name_at = at + _CENTRAL.size
        name = listing[name_at : name_at + name_length]
        extra = listing[name_at + name_length : name_at + name_length + extra_length]
        if 0xFFFFFFFF in (packed, size, offset):
            packed, size, offset = _large(extra, packed, size, offset)
        mode = attributes >> 16 if made_by >> 8 in (_UNIX, _MACOS) else 0
        yield _Member(name, flags, method, date << 16 | time, crc, packed, size, mode, offset, extra)
        at = name_at + name_length + extra_length + comment_length


def _large(extra: bytes, packed: int, size: int, offset: int) -> tuple[int, int, int]:
    """The sizes and the offset that do not fit into 32 bits."""
    block = _extra(extra, 1)
    values = iter(struct.unpack(f"<{len(block) // 8}Q", block[: len(block) // 8 * 8]))
    size = next(values, size) if size == 0xFFFFFFFF else size
    packed = next(values, packed) if packed == 0xFFFFFFFF else packed
    return packed, size, next(values, offset) if offset == 0xFFFFFFFF else offset


def _extra(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


def _span(member: _Member) -> tuple[int, int]:
    """Where a member begins, and where it ends at the earliest."""
    return member.offset, member.offset + _LOCAL.size + len(member.name) + member.packed


def _overlapping(spans: list[tuple[int, int]]) -> frozenset[int]:
    """The offsets of members that lie over one another, as in an archive made to explode."""
    found: set[int] = set()
    reached, owner = -1, -1
    for start, end in spans:
        if start < reached:
            found |= {owner, start}
        if end > reached:
            reached, owner = end, start
    return frozenset(found)


# --- one member ------------------------------------------------------------------------------------


def _name(member: _Member) -> str:
    if not member.flags & _UTF8:
        unicode_path = _extra(member.extra, 0x7075)
        if unicode_path[1:5] == struct.pack("<L", zlib.crc32(member.name)):
            return unicode_path[5:].decode("utf-8", "surrogateescape")
        try:
            return member.name.decode("utf-8")
        except UnicodeDecodeError:
            return member.name.decode("cp437")
    return member.name.decode("utf-8", "surrogateescape")


def _is_folder(member: _Member, name: str) -> bool:
    return name.endswith(("/", "\\")) or stat.S_ISDIR(member.mode)


def _file(member: _Member, overlaps: bool) -> File:
    return File(
        name="",
        size=member.size,
        modified=_time(member.modified),
        executable=bool(member.mode & 0o111),
        problem="lies over another member, as in a zip bomb" if overlaps else _problem(member),
        where=(member.offset, member.packed, member.method, member.crc),
    )


def _problem(member: _Member) -> str:
    kind = stat.S_IFMT(member.mode)
    if kind == stat.S_IFLNK:
        return "is a link"
    if kind not in (0, stat.S_IFREG):
        return "is a device, a pipe or a socket"
    if member.flags & _ENCRYPTED:
        return "is encrypted"
    if member.method not in (_STORED, _DEFLATED, _BZIP2):
        return f"is compressed in a way that is not read (method {member.method})"
    return ""


def _time(dos: int) -> float:
    """A member's date and time as seconds, 0 where there is none; its zone is not known."""
    date, time = dos >> 16, dos & 0xFFFF
    year, month, day = 1980 + (date >> 9), date >> 5 & 15, date & 31
    if not (1 <= month <= 12 and day):
        return 0
    return calendar.timegm((year, month, day, time >> 11, time >> 5 & 63, (time & 31) * 2))


class _Contents:
    def __init__(self, data: Data, before: int) -> None:
        self._data = data
        self._before = before

    def bytes_of(self, file: File) -> bytes:
        return b"".join(self._chunks(file))

    def data_of(self, file: File) -> Data:
        return kept(self._chunks(file))

    def _chunks(self, file: File) -> Iterator[bytes]:
        """The bytes of a member, which are as many as its table says, with the checksum that it says."""
        crc, left = 0, file.size
        for chunk in self._unpacked(file):
            if len(chunk) > left:
                raise BrokenError("is longer than the archive says", REMOVE)
            left -= len(chunk)
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if left:
            raise BrokenError("breaks off before its end", _AGAIN)
        if crc != file.where[3]:
            raise BrokenError("is damaged: its checksum is wrong", _AGAIN)

    def _unpacked(self, file: File) -> Iterator[bytes]:
        offset, packed, method, _ = file.where
        header = self._data.at(self._before + offset, _LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
            raise BrokenError("is not where the archive says", _AGAIN)
        name_length, extra_length = _LOCAL.unpack(header)[-2:]
        start = self._before + offset + _LOCAL.size + name_length + extra_length
        end = min(start + packed, self._data.size)
        raw = (self._data.at(at, min(_STEP, end - at)) for at in range(start, end, _STEP))
        if method == _STORED:
            yield from raw
            return
        try:
            yield from unpacked(Inflate(-15) if method == _DEFLATED else bz2.BZ2Decompressor(), raw)
        except DAMAGED as error:
            raise BrokenError("is damaged: it cannot be unpacked", _AGAIN) from error
