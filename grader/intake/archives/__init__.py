"""Archives, read within limits and never unpacked: a member is a name in a tree and some bytes when they are wanted.

What is in them is read by a process of `grader.unpacking`. It is shut off, ends with the archive, and is believed in
nothing: what it says is bounded and looked at here.
"""

from collections.abc import Iterator

from grader.intake.archives.contents import Contents
from grader.intake.archives.limits import ArchiveLimits
from grader.intake.archives.members import AGAIN, Branch
from grader.intake.archives.reader import Reader
from grader.intake.archives.table import file_of, full_name, rows
from grader.intake.data import Data, kept
from grader.intake.tree import BrokenError
from grader.unpacking.told import Fault, FaultError

_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz"}
_MANY = 10_000  # members, whose table a process goes on to hold memory for
_ALONE = "Hand in the programs alone."


def tree(data: Data, name: str, limits: ArchiveLimits) -> Branch:
    """An archive as folders and files, whatever its kind.

    Raises:
        BrokenError: it is no archive, is damaged so that nothing can be read, or holds too much.
        OSError: this machine cannot start a process to read it.
    """
    start = data.at(0, max(map(len, _PACKED)))
    if not start:
        raise BrokenError("is empty", AGAIN)
    for magic, kind in _PACKED.items():
        if start.startswith(magic):
            inner, fault = _expanded(data, kind, limits)
            return _listed(inner, name, limits, "members of a tar", fault)
    return _listed(data, name, limits, "members")


def _expanded(data: Data, kind: str, limits: ArchiveLimits) -> tuple[Data, str]:
    """All that comes out of compressed data, and what is wrong with it, "" for nothing."""
    allowance = limits.allowance(data.size)

    def take(chunks: Iterator[bytes]) -> tuple[Data, str]:
        fault: list[str] = []
        return kept(_within(chunks, allowance, fault)), "".join(fault)

    return Reader(data, limits).ask(take, "expanded", kind)


def _within(chunks: Iterator[bytes], allowance: int, fault: list[str]) -> Iterator[bytes]:
    """What comes before the fault, and no more than `allowance` bytes."""
    left = allowance
    try:
        for chunk in chunks:
            yield chunk[:left]
            left -= len(chunk)
            if left < 0:
                fault.append(f"expands to more than {_size(allowance)}: not read any further")
                return
    except FaultError as error:
        fault.append(error.fault)


def _listed(data: Data, name: str, limits: ArchiveLimits, operation: str, fault: str = "") -> Branch:
    """The members of an archive; `fault` is why these are not all of its bytes, "" if they are."""
    reader = Reader(data, limits)
    contents = Contents(data, reader)

    def take(chunks: Iterator[bytes]) -> tuple[Branch, int]:
        root = Branch(name, contents)
        count, found = _add(root, chunks, limits)
        if found == Fault.COUNT:
            root.say(f"the archive {found}", AGAIN)
        elif found and not count:
            raise BrokenError(fault or found, AGAIN)
        elif fault or found:
            root.breaks_off(fault or found, AGAIN)
        return root, count

    root, count = reader.ask(take, operation)
    if count > _MANY:
        reader.rest()
    return root


def _add(root: Branch, chunks: Iterator[bytes], limits: ArchiveLimits) -> tuple[int, str]:
    """Add the members that come; how many there are, and what is wrong with the rest, "" for nothing."""
    count = names = 0
    try:
        for count, row in enumerate(rows(chunks), 1):
            names += len(row.name)
            if count > limits.members:
                raise BrokenError(f"holds more than {limits.members} members", _ALONE)
            if names > limits.table:
                raise BrokenError("holds more names than an archive may", _ALONE)
            root.add(full_name(row), file_of(row))
    except FaultError as error:
        return count, error.fault
    return count, ""


def _size(count: int) -> str:
    return f"{count / 2**20:.0f} MiB" if count < 2**30 else f"{count / 2**30:.0f} GiB"
