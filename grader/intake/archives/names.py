"""The names in an archive. They are shown and compared, and never used as a path."""

import re

from msgspec import Struct

from checks.printable import one_line

_SUFFIX = r"(?:zip|tar|tgz|tbz2?|txz|tar(?:-\d+)?\.(?:gz|bz2|xz))"
_ARCHIVE = re.compile(rf"(?P<stem>.*?)\.{_SUFFIX}", re.IGNORECASE | re.DOTALL)
_OTHER_ARCHIVE = re.compile(r".*\.(?P<kind>rar|7z|tar\.zst|zst|lzh|arj)", re.IGNORECASE | re.DOTALL)
_DRIVE = re.compile(r"\A[A-Za-z]:")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE | re.DOTALL)
_LONGEST = 255


class MemberName(Struct, frozen=True):
    """A member's name as the folders and the file it stands for, none of them "", "." or "..".

    One that `leaves` the archive has the folders before its first "..". `odd` says what is unusual.
    """

    parts: tuple[str, ...]
    absolute: bool = False
    leaves: bool = False
    odd: str = ""


def stem(name: str) -> str | None:
    """The name of an archive that is read, without its ending; None for another file."""
    match = _ARCHIVE.fullmatch(name)
    return match["stem"] if match else None


def other_archive(name: str) -> str | None:
    """The kind of an archive that is not read; None for another file."""
    match = _OTHER_ARCHIVE.fullmatch(name)
    return match["kind"].lower() if match else None


def member_name(raw: str) -> MemberName:
    """Take a member's name apart. Some Windows programs separate folders by a backslash."""
    cut = raw.partition("\0")[0]
    absolute = cut.startswith(("/", "\\")) or _DRIVE.match(cut) is not None
    pieces = _DRIVE.sub("", cut, count=1).replace("\\", "/").split("/")
    if ".." in pieces:
        before = pieces[: pieces.index("..")]
        return MemberName(_ordinary(before), absolute, leaves=True)
    parts = _ordinary(pieces)
    odd = "holds a NUL" if cut != raw else next((what for part in parts if (what := _odd(part))), "")
    return MemberName(parts, absolute, odd=odd)


def _ordinary(pieces: list[str]) -> tuple[str, ...]:
    return tuple(piece for piece in pieces if piece not in ("", "."))


def _odd(part: str) -> str:
    if any("\udc80" <= char <= "\udcff" for char in part):
        return "is not UTF-8"
    if len(part.encode("utf-8", "surrogatepass")) > _LONGEST:
        return f"is longer than {_LONGEST} bytes"
    if not (part.isascii() and part.isprintable()) and one_line(part, len(part)) != part:
        return "holds characters that cannot be seen"
    if part.endswith((".", " ")):
        return "ends with a dot or a space"
    if _DEVICES.fullmatch(part):
        return "is the name of a device on Windows"
    return ""
