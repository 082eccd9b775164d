"""What an entry of a class holds: one student's work, or that of many. Nothing says so, so it is seen from what lies
where; what a platform would call a file counts nothing here, since students choose the names of what they pack.
"""

import enum
import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from grader.intake import opening, repositories
from grader.intake.archives.limits import LOOKED_AT
from grader.intake.archives.names import stem
from grader.intake.matching import flat, matched
from grader.intake.tree import BrokenError, Folder, ordinary_files, ordinary_folders

SAMPLE = 20
_DEEPEST = 8
_MOST_VERSIONS = 4
_VERSION = re.compile(
    r"(?:.*[ _.\-])?(?:old|new|back-?up|bak|copy|final|draft|attempt|version|v|try|orig|original)[ _.\-]?\d*",
    re.I | re.S,
)


class Kind(enum.Enum):
    """What an entry is."""

    EMPTY = enum.auto()  # no task's file is in it
    STUDENT = enum.auto()
    GROUP = enum.auto()  # a task in several folders: students, or versions of one student's
    SECTION = enum.auto()  # a task in more folders than one student has versions


class Look(Struct, frozen=True):
    """The tasks' files that are in an entry, and in how many places side by side one of them lies; versions of a
    folder count nothing. `repository` are the names of the folders down to its only repository.
    """

    files: frozenset[str] = frozenset()
    sharing: int = 0
    repository: tuple[str, ...] | None = None

    @property
    def kind(self) -> Kind:
        """What the entry is by that."""
        if not self.files:
            return Kind.EMPTY
        if self.sharing < 2:
            return Kind.STUDENT
        return Kind.SECTION if self.sharing > _MOST_VERSIONS else Kind.GROUP


def look(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """Look at a folder, which may be a repository, hold the files itself or below.

    One that cannot be read holds something that nobody sees, and is told when it is read.
    """
    try:
        if repositories.repository(folder) is not None:
            return Look(frozenset(files), 1, ())
        return look_inside(folder, files, depth)
    except OSError:
        return _unseen(folder.name)


def look_inside(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """The same for a folder whose repository is not looked at."""
    if direct := frozenset(held(folder, files)):
        beside = below(folder, files, depth) if depth < _DEEPEST else Look()
        return beside if beside.kind is Kind.SECTION else Look(direct, 1)
    names = [file.name for file in ordinary_files(folder)]
    if whose := {found.who for name in names if (found := flat(name, files))}:
        return Look(frozenset(files), len(whose))
    return below(folder, files, depth) if depth < _DEEPEST else Look()


def below(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """What a folder is by the folders and archives in it."""
    folders = list(_some(_folders(folder, files, depth)))
    archives = list(_some(_archives(folder, files, depth)))
    looks = [seen for _, seen in (*folders, *archives)]
    if not looks:
        return Look()
    every = frozenset[str]().union(*(seen.files for seen in looks))
    repositories_in_it = [(name, seen.repository) for name, seen in folders if seen.repository is not None]
    if len(looks) == 1:
        name, way = repositories_in_it[0] if repositories_in_it else ("", None)
        return Look(every, looks[0].sharing, None if way is None else (name, *way))
    inner = max(seen.sharing for seen in looks)
    return Look(every, max(_sharing(folders), _sharing(archives), inner if inner > _MOST_VERSIONS else 1))


def held(folder: Folder, files: tuple[str, ...]) -> Iterator[str]:
    """The tasks whose files lie in the folder itself."""
    for file in ordinary_files(folder):
        if (found := matched(file.name, files)) and not found.who:
            yield found.file


def _some(looks: Iterator[tuple[str, Look]]) -> Iterator[tuple[str, Look]]:
    """The first that hold anything."""
    count = 0
    for name, seen in looks:
        if seen.kind is not Kind.EMPTY:
            yield name, seen
            count += 1
            if count == SAMPLE:
                return


def _folders(folder: Folder, files: tuple[str, ...], depth: int) -> Iterator[tuple[str, Look]]:
    for inner in ordinary_folders(folder):
        yield inner.name, look(inner, files, depth + 1)


def _archives(folder: Folder, files: tuple[str, ...], depth: int) -> Iterator[tuple[str, Look]]:
    for file in ordinary_files(folder):
        if (name := stem(file.name)) is not None:
            try:
                yield name, look(opening.nested(folder, file, LOOKED_AT), files, depth + 1)
            except (BrokenError, OSError):
                yield name, _unseen(name)


def _unseen(name: str) -> Look:
    return Look(frozenset((name,)), 1)


def _sharing(looks: list[tuple[str, Look]]) -> int:
    """How many folders have the same task, those left out that are called versions of one."""
    held_by = Counter(file for name, each in looks if not _VERSION.fullmatch(name) for file in each.files)
    return max(held_by.values(), default=1)
