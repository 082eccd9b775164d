"""What a folder is: one student's, a class, or neither. Nothing says so, so it is seen from what lies where."""

import enum
import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from grader.intake import opening, repositories
from grader.intake.archives.limits import LOOKED_AT
from grader.intake.archives.names import stem
from grader.intake.layouts import gradescope, nbgrader
from grader.intake.layouts.platforms import claimed
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
    """What a folder is."""

    EMPTY = enum.auto()  # no task's file is in it
    STUDENT = enum.auto()
    GROUP = enum.auto()  # a task in several folders: students, or versions of one student's
    CLASS = enum.auto()  # a platform's download, several repositories, a task in many folders: students for certain


class Look(Struct, frozen=True):
    """What a folder is, the tasks' files that are in it, and the names of the folders down to its only repository."""

    kind: Kind
    files: frozenset[str] = frozenset()
    repository: tuple[str, ...] | None = None


def look(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """Look at a folder, which may be a repository, a platform's download, hold the files itself or below."""
    if repositories.repository(folder) is not None:
        return Look(Kind.STUDENT, frozenset(files), ())
    return look_inside(folder, files, depth)


def look_inside(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """The same for a folder whose repository is not looked at."""
    if is_download(folder, files):
        return Look(Kind.CLASS, frozenset(files))
    direct = frozenset(held(folder, files))
    if direct:
        return Look(Kind.STUDENT, direct)
    if students := {found.who for name in _names(folder) if (found := flat(name, files))}:
        return Look(Kind.GROUP if len(students) > 1 else Kind.STUDENT, frozenset(files))
    return Look(Kind.EMPTY) if depth == _DEEPEST else below(folder, files, depth)


def below(folder: Folder, files: tuple[str, ...], depth: int = 0) -> Look:
    """What a folder is by the folders and archives in it."""
    folders = list(_some(_folders(folder, files, depth)))
    archives = list(_some(_archives(folder, files, depth)))
    looks = [seen for _, seen in (*folders, *archives)]
    every = frozenset[str]().union(*(seen.files for seen in looks))
    if not looks:
        return Look(Kind.EMPTY)
    if any(seen.kind is Kind.CLASS for seen in looks):
        return Look(Kind.CLASS, every)
    repos = [(name, seen.repository) for name, seen in folders if seen.repository is not None]
    if len(repos) > 1:
        return Look(Kind.CLASS, every)
    if len(looks) == 1:
        way = (repos[0][0], *(repos[0][1] or ())) if repos else None
        return Look(looks[0].kind, every, way)
    most = max(_sharing(folders), _sharing(archives))
    return Look(Kind.STUDENT if most < 2 else Kind.CLASS if most > _MOST_VERSIONS else Kind.GROUP, every)


def held(folder: Folder, files: tuple[str, ...]) -> Iterator[str]:
    """The tasks whose files lie in the folder itself."""
    for name in _names(folder):
        if (found := matched(name, files)) and not found.who:
            yield found.file


def is_download(folder: Folder, files: tuple[str, ...]) -> bool:
    """Whether a folder is as a platform gives it out."""
    if folder.file(gradescope.METADATA) is not None or folder.folder(nbgrader.SUBMITTED) is not None:
        return True
    if any(claimed(inner.name, folder=True) for inner in ordinary_folders(folder)):
        return True
    names = _names(folder)
    found = [said for name in names if (said := claimed(name, folder=False))]
    # Canvas's names are words and numbers only, as others' can be.
    return any(layout != "canvas" or _is_work(claim.name, files) for layout, claim in found) or (
        len(found) > 1 and 2 * len(found) >= len(names)
    )


def _is_work(name: str | None, files: tuple[str, ...]) -> bool:
    return name is not None and (matched(name, files) is not None or stem(name) is not None)


def _names(folder: Folder) -> list[str]:
    return [file.name for file in ordinary_files(folder)]


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
            except BrokenError:
                yield name, Look(Kind.STUDENT)


def _sharing(looks: list[tuple[str, Look]]) -> int:
    """How many folders have the same task, those left out that are called versions of one."""
    held_by = Counter(file for name, each in looks if not _VERSION.fullmatch(name) for file in each.files)
    return max(held_by.values(), default=0)
