"""The members of an archive, sorted into folders."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from checks.model import Finding, Severity, Source, Unreadable
from checks.printable import one_line
from grader.intake import sources
from grader.intake.archives.names import member_name, stem
from grader.intake.data import Data
from grader.intake.tree import BrokenError, File, finding

_MOST_PROBLEMS = 10
_NEAR = 4  # parts of a name: what a student uploads instead of a program lies no deeper
_WORTH_KEEPING = (".py", ".txt", ".ipynb", ".md", ".yml", ".csv", ".tsv", ".rar", ".7z", ".zst")
AGAIN = "Make the archive anew, and look whether it opens."
REMOVE = "Make the archive anew, of the files alone."


class Contents(Protocol):
    """Where the bytes of an archive's members come from."""

    def bytes_of(self, file: File) -> bytes:
        """All bytes of a member; BrokenError if they are damaged. Only asked for one of a size that is allowed."""

    def data_of(self, file: File) -> Data:
        """The same, for a member that may be large."""


class Branch:
    """A folder in an archive. The root's `damage` is why the rest of the archive could not be read, "" for no rest."""

    __slots__ = ("_contents", "_files", "_folders", "_lost", "_problems", "damage", "name")

    def __init__(self, name: str, contents: Contents) -> None:
        self.name = name
        self._contents = contents
        self._folders: dict[str, Branch] = {}
        self._files: dict[str, File] = {}
        self._problems: list[Finding] = []
        self._lost = 0
        self.damage = ""

    def folders(self) -> Sequence["Branch"]:
        """The folders in it."""
        return [self._folders[name] for name in sorted(self._folders)]

    def files(self) -> Sequence[File]:
        """The members in it that are no folders; only those that can matter were kept."""
        return [self._files[name] for name in sorted(self._files)]

    def folder(self, name: str) -> "Branch | None":
        """The folder of this name in it."""
        return self._folders.get(name)

    def file(self, name: str) -> File | None:
        """The member of this name in it."""
        return self._files.get(name)

    def problems(self) -> Sequence[Finding]:
        """What was unusual about its members."""
        more = finding(Severity.WARNING, f"... and {self._lost} more of the kind")
        return [*self._problems, *([more] if self._lost else [])]

    def take(self, file: File, name: str) -> Source | Unreadable:
        """Read a member as the file called `name`."""
        if file.problem:
            return sources.unreadable(name, file.problem)
        if file.size > sources.LARGEST:
            return sources.too_large(name)
        try:
            data = self._contents.bytes_of(file)
        except BrokenError as error:
            return Unreadable(name, f"`{one_line(name)}` {error.message}", error.hint)
        return sources.source(name, data, executable=file.executable)

    def data(self, file: File, limit: int) -> Data:
        """What is in a member of at most `limit` bytes."""
        if file.problem:
            raise BrokenError(f"`{one_line(file.name)}` {file.problem}", REMOVE)
        if file.size > limit:
            raise BrokenError(
                f"`{one_line(file.name)}` is larger than {limit // 2**20} MiB", "Hand in the programs alone."
            )
        try:
            return self._contents.data_of(file)
        except BrokenError as error:
            raise BrokenError(f"`{one_line(file.name)}` {error.message}", error.hint) from None

    def add(self, raw: str, file: File | None) -> None:
        """Add a member by its full name; None is a folder. What is unusual about it becomes a finding."""
        name = member_name(raw)
        folders = name.parts if file is None or name.leaves else name.parts[:-1]
        place = self
        for part in folders:
            place = place._inner(part)
        if name.leaves:
            place.say(f"`{_shown(raw)}` leads out of the archive: not taken", REMOVE)
        elif name.absolute:
            place.say(f"`{_shown(raw)}` has an absolute name: taken without it", REMOVE, Severity.WARNING)
        elif name.odd:
            place.say(f"the name `{_shown(raw)}` {name.odd}", "", Severity.WARNING)
        if file is not None and not name.leaves and name.parts:
            place._put(name.parts[-1], file, raw, near=len(name.parts) <= _NEAR)

    def breaks_off(self, message: str, hint: str) -> None:
        """What could be read of the archive is there; the rest is lost."""
        self.damage = message
        self.say(f"the archive {message}", hint)

    def say(self, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Add what there is to say of this folder."""
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(finding(severity, message, hint))
        else:
            self._lost += 1

    def _inner(self, name: str) -> "Branch":
        if name not in self._folders:
            self._folders[name] = Branch(name, self._contents)
        return self._folders[name]

    def _put(self, name: str, file: File, raw: str, *, near: bool) -> None:
        if not (near or _matters(name) or file.problem):
            return
        if name in self._files:
            self.say(f"`{_shown(raw)}` is twice in the archive: the last was taken", REMOVE)
        elif (other := self._by_lower(name)) is not None:
            self.say(f"`{_shown(raw)}` and `{one_line(other)}` differ in capitals only", REMOVE, Severity.WARNING)
        self._files[name] = msgspec.structs.replace(file, name=name, suspect=bool(file.problem))

    def _by_lower(self, name: str) -> str | None:
        if len(self._files) > 100:  # a name in capitals is a slip in a student's folder, not in a class's
            return None
        return next((other for other in self._files if other.lower() == name.lower()), None)


def _shown(raw: str) -> str:
    return one_line(raw, 100)


def _matters(name: str) -> bool:
    """Whether a file can be of use: a program, an archive, what a platform says of it, a part of a repository."""
    lower = name.lower()
    return lower.endswith(_WORTH_KEEPING) or stem(name) is not None or "." not in name or "pack-" in name
