"""Tar archives, member by member.

The standard library's tarfile reads headers of any length and, before Python 3.11.10, takes time in proportion to the
square of that length. What is read here is what programs write: ustar, GNU's long names, pax paths and sizes.
"""

from collections.abc import Iterator

from msgspec import Struct

from grader.intake.archives.limits import Limits
from grader.intake.archives.members import REMOVE, Branch
from grader.intake.data import Data, kept
from grader.intake.tree import BrokenError, File

_BLOCK = 512
_LONGEST_HEADER = 2**20
_FILES, _FOLDER, _WITHOUT_CONTENT = b"07\0", b"5", b"123456"
_PROBLEMS = {
    b"1": "is a link",
    b"2": "is a link",
    b"3": "is a device",
    b"4": "is a device",
    b"6": "is a named pipe",
    b"S": "is a sparse file",
}
_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL = b"L", b"K", b"x", b"g"
_STEP = 2**20
_AGAIN = "Make the archive anew, and look whether it opens."


class _Header(Struct, frozen=True):
    name: str
    kind: bytes
    size: int
    mode: int
    modified: int


class _DamageError(Exception):
    """What is wrong with the archive from some place on."""


def is_tar(start: bytes) -> bool:
    """Whether bytes begin like a tar archive."""
    if len(start) < _BLOCK:
        return False
    try:
        return start[:_BLOCK] == bytes(_BLOCK) or _header(start[:_BLOCK]) is not None
    except _DamageError:
        return False


def tree(data: Data, name: str, limits: Limits, fault: str = "") -> Branch:
    """The archive as folders and files. What comes before damage is there, and what is damaged is said of the root.

    `fault` is why these are not all of its bytes, "" if they are.

    Raises:
        BrokenError: the archive holds too much.
    """
    root = Branch(name, _Contents(data))
    members = _members(data)
    count = 0
    try:
        for full, file in members:
            count += 1
            if count > limits.members:
                raise BrokenError(f"holds more than {limits.members} members", "Hand in the programs alone.")
            root.add(full, file)
    except _DamageError as error:
        fault = fault or str(error)
    if fault:
        root.breaks_off(fault, _AGAIN)
    return root


def _members(data: Data) -> Iterator[tuple[str, File | None]]:
    at = 0
    longer: dict[str, str] = {}
    while True:
        block = data.at(at, _BLOCK)
        if not block.strip(b"\0") and len(block) in (0, _BLOCK):
            return  # two blocks of zeros end an archive; some programs leave them out
        if len(block) < _BLOCK:
            raise _DamageError("breaks off before its end")
        header = _header(block)
        at += _BLOCK
        more = block[482] if header.kind == b"S" else 0
        while more:  # a sparse file's map goes on
            more = (data.at(at, _BLOCK) or bytes(_BLOCK))[-8]
            at += _BLOCK
        size = int(longer["size"]) if longer.get("size", "").isdecimal() else header.size
        following = at + -(-size // _BLOCK) * _BLOCK
        if header.kind in (_LONG_NAME, _PAX):
            longer |= _longer(header.kind, data.at(at, min(header.size, _LONGEST_HEADER)))
            following = at + -(-header.size // _BLOCK) * _BLOCK
        elif header.kind not in (_LONG_LINK, _PAX_GLOBAL):
            if (member := _member(header, longer, size, at)) is not None:
                yield member
            if at + size > data.size and header.kind in _FILES:
                raise _DamageError("breaks off before its end")
            longer = {}
        at = following


def _member(header: _Header, longer: dict[str, str], size: int, at: int) -> tuple[str, File | None] | None:
    """A member's full name and file, no file for a folder; None for what is neither."""
    name = longer.get("path", header.name)
    if header.kind == _FOLDER or (header.kind in _FILES and name.endswith("/")):
        return name, None
    sparse = any(key.startswith("GNU.sparse") for key in longer)
    problem = _PROBLEMS[b"S"] if sparse else _PROBLEMS.get(header.kind, "")
    if not problem and header.kind not in _FILES:
        return None
    return name, File(
        name="",
        size=size,
        modified=max(header.modified, 0),
        executable=bool(header.mode & 0o111),
        problem=problem,
        where=(at,),
    )


def _header(block: bytes) -> _Header:
    if sum(block[:148]) + sum(block[156:]) + 8 * 32 != _number(block[148:156]):
        raise _DamageError("is damaged: a header's checksum is wrong")
    name = _text(block[:100])
    if block[257:263] == b"ustar\0" and block[345]:
        name = f"{_text(block[345:500])}/{name}"
    size = _number(block[124:136])
    if size < 0:
        raise _DamageError("is damaged: a member has a size below zero")
    kind = block[156:157]
    return _Header(
        name, kind, 0 if kind in _WITHOUT_CONTENT else size, _number(block[100:108]), _number(block[136:148])
    )


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _number(field: bytes) -> int:
    """A number in octal digits or, where they do not suffice, in base 256."""
    if field[0] in (0x80, 0xFF):
        return int.from_bytes(field[1:], "big", signed=False) - (256 ** (len(field) - 1) if field[0] == 0xFF else 0)
    digits = field.partition(b"\0")[0].strip()
    try:
        return int(digits or b"0", 8)
    except ValueError:
        raise _DamageError("is damaged: a header cannot be read") from None


def _longer(kind: bytes, data: bytes) -> dict[str, str]:
    """What a header that stands before a member says of it."""
    if kind == _LONG_NAME:
        return {"path": _text(data)}
    said, at = {}, 0
    while (space := data.find(b" ", at, at + 20)) > 0 and data[at:space].isdigit():
        end = at + int(data[at:space])
        key, equals, value = data[space + 1 : end - 1].partition(b"=")
        if not equals or end <= space:
            break
        said[key.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
        at = end
    return said


class _Contents:
    def __init__(self, data: Data) -> None:
        self._data = data

    def bytes_of(self, file: File) -> bytes:
        return b"".join(self._chunks(file))

    def data_of(self, file: File) -> Data:
        return kept(self._chunks(file))

    def _chunks(self, file: File) -> Iterator[bytes]:
        (start,) = file.where
        end = start + file.size
        for at in range(start, end, _STEP):
            chunk = self._data.at(at, min(_STEP, end - at))
            if not chunk:
                raise BrokenError("breaks off before its end", REMOVE)
            yield chunk
