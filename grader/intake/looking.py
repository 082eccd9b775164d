"""What an entry of a class holds: one student's work, or that of many. Nothing says so, so it is seen from what lies
where; what a platform would call a file counts nothing here, since students choose the names of what they pack.
"""

import enum
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from grader.intake import opening, repositories
from grader.intake.archives.limits import LOOKED_AT
from grader.intake.archives.names import stem
from grader.intake.matching import flat, matched
from grader.intake.nearly import is_notebook
from grader.intake.tree import BrokenError, Folder, ordinary_files, ordinary_folders

SAMPLE = 20
_DEEPEST = 8
_MOST_VERSIONS = 4
_VERSION = re.compile(
    r"\d{4}-?\d\d-?\d\d.*|(?:(?P<of>.*?)[ _.\-]+)?"
    r"(?:old|new|back-?up|bak|copy|final|draft|attempt|version|v|try|orig|original)[ _.\-]?\d*",
    re.I | re.S,
)


class Kind(enum.Enum):
    """What an entry is."""

    EMPTY = enum.auto()  # no task's file is in it
    STUDENT = enum.auto()
    GROUP = enum.auto()  # a task in several folders: students, or versions of one student's
    SECTION = enum.auto()  # a task in more folders than one student has versions


class Look(Struct, frozen=True):
    """The tasks' files that are in an entry, and the names of the places side by side that one of them lies in;
    versions of one place count nothing. `repository` are the names of the folders down to its only repository.
    """

    files: frozenset[str] = frozenset()
    sharing: frozenset[str] = frozenset()
    repository: tuple[str, ...] | None = None

    @property
    def kind(self) -> Kind:
        """What the entry is by that."""
        if not self.files:
            return Kind.EMPTY
        if len(self.sharing) < 2:
            return Kind.STUDENT
        return Kind.SECTION if len(self.sharing) > _MOST_VERSIONS else Kind.GROUP


def look(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """Look at a folder, which may be a repository, hold the files itself or below.

    One that cannot be read holds something that nobody sees, and is told when it is read.
    """
    try:
        if repositories.repository(folder) is not None:
            return Look(frozenset(files), repository=())
        return look_inside(folder, files, depth)
    except OSError:
        return Look(frozenset(files))


def look_inside(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """The same for a folder whose repository is not looked at."""
    beside = below(folder, files, depth) if depth < _DEEPEST else Look()
    whose = in_names(folder, files)
    named = Look(frozenset[str]().union(*whose.values()), _sharing(list(whose.items())))
    many = max(beside, named, key=lambda seen: len(seen.sharing))
    if direct := frozenset(held(folder, files)):
        return many if many.kind is Kind.SECTION else Look(direct)
    return many if len(many.sharing) > 1 or not whose else named


def below(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """What a folder is by the folders and archives in it."""
    looks = dict(_some(_archives(folder, files, depth)))
    looks |= dict(_some(_folders(folder, files, depth)))  # an archive beside the folder that it is of is no other
    if not looks:
        return Look()
    every = frozenset[str]().union(*(seen.files for seen in looks.values()))
    if len(looks) == 1:
        ((name, seen),) = looks.items()
        way = None if seen.repository is None or folder.folder(name) is None else (name, *seen.repository)
        return Look(every, seen.sharing, way)
    sharing = [_sharing([(name, seen.files) for name, seen in looks.items()])]
    sharing += [seen.sharing for seen in looks.values() if seen.kind is Kind.SECTION]
    return Look(every, max(sharing, key=len))


def in_names(folder: Folder, files: tuple[str, ...]) -> dict[str, set[str]]:
    """Whose names are in the names of loose files, and the tasks that each has such a file for."""
    whose: dict[str, set[str]] = {}
    for file in ordinary_files(folder):
        if found := flat(file.name, files):
            whose.setdefault(found.who, set()).add(found.file)
    return whose


def held(folder: Folder, files: tuple[str, ...]) -> Iterator[str]:
    """The tasks whose files lie in the folder itself."""
    for file in ordinary_files(folder):
        if (found := matched(file.name, files)) and not found.who:
            yield found.file


def notebook(folder: Folder, depth: int = 2) -> str:
    """Where a notebook lies in a folder, or in one of the first folders in it; "" for nowhere near."""
    for file in ordinary_files(folder):
        if is_notebook(file.name):
            return file.name
    for inner in islice(ordinary_folders(folder), SAMPLE) if depth else ():
        if found := notebook(inner, depth - 1):
            return f"{inner.name}/{found}"
    return ""


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
                yield name, Look(frozenset((name,)))  # it holds something, and nobody sees what


def _sharing(looks: Sequence[tuple[str, Collection[str]]]) -> frozenset[str]:
    """The names of those that have the task's file which most have, versions of one another left out."""
    names = {name.casefold() for name, _ in looks}
    held_by: dict[str, list[str]] = {}
    for name, files in looks:
        for file in files if not _is_version(name, names) else ():
            held_by.setdefault(file, []).append(name)
    return frozenset(max(held_by.values(), key=len, default=()))


def _is_version(name: str, names: Collection[str]) -> bool:
    """Whether a name is a version by itself, or one of another name."""
    found = _VERSION.fullmatch(name)
    return found is not None and (not found["of"] or found["of"].casefold() in names)
