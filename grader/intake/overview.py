"""From what a course hands over (folders, downloads of a platform, archives, repositories) to Submissions.

`overview` finds what there is, `entries` goes through it, `read` reads one. Nothing that was handed in is executed, no
link is followed out of its folder, and no name of it is used as a path. The outermost entry of a class owns everything
inside it.
"""

import os
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from checks.model.assignment import Assignment, files_of
from checks.printable import one_line, readable
from grader.intake import exports, levels, looking, nearly, opening, sources
from grader.intake.archives.members import Branch
from grader.intake.archives.names import other_archive, stem
from grader.intake.classes import Looks, submissions
from grader.intake.entries import Aside, Entry, IntakeError, Layout, Location, folded
from grader.intake.layouts import tables
from grader.intake.levels import Level
from grader.intake.spots import Spot
from grader.intake.students import called, told_apart
from grader.intake.tree import BrokenError

_MOST_ASIDES = 1000


class Class(Struct, frozen=True):
    """One class that was named: its path on the disk, how it is shown, its level, None for a table by itself, and what
    its entries are.
    """

    path: str
    shown: str
    level: Level | None
    looks: Looks

    @property
    def origin(self) -> str:
        """Where its own level is."""
        return self.level.spot.origin if self.level else self.shown

    @property
    def layout(self) -> Layout:
        """The layout of that level."""
        return self.level.layout if self.level else "table"

    @property
    def why(self) -> str:
        """What the layout was seen by."""
        return self.level.why if self.level else "it has a column for the name and one for the path"


class Overview(Struct, frozen=True):
    """What the folders, archives and tables that were named hold: how many submissions, and what is nobody's.

    `shared` are the hashes of the names, folded, of several submissions; `files` are the tasks'.
    """

    classes: tuple[Class, ...]
    count: int
    asides: tuple[Aside, ...]
    more_asides: int
    shared: frozenset[int]
    files: tuple[str, ...]


def overview(paths: Sequence[Path], assignment: Assignment, out: Path | None = None) -> Overview:
    """Look through classes, once. What is in `out` is no submission.

    Raises:
        IntakeError: there is nothing that could be graded in one of them.
    """
    files = files_of(assignment.tasks)
    real = None if out is None else os.path.realpath(out)
    classes = tuple(_named(path, files, real) for path in paths)
    if twice := [each.shown for each in classes if sum(other.path == each.path for other in classes) > 1]:
        raise IntakeError(f"{twice[0]} is named twice: name each class once")
    names = array("q")  # their hashes: a class may have very many
    asides: list[Aside] = []
    passed = 0
    for each in classes:
        found = 0
        sections: list[Aside] = []
        for one in _found(each, files):
            if isinstance(one, Entry):
                names.append(hash(folded(called(one))))
                found += 1
                continue
            sections += [one] if one.section and len(sections) < _MOST_ASIDES else []
            if len(asides) < _MOST_ASIDES:
                asides.append(one)
            else:
                passed += 1
        each.looks.known = True
        if not found or len(sections) > found:
            raise _nobody(each, files, sections)
    shared = frozenset(one for one, other in pairwise(sorted(names)) if one == other)
    return Overview(classes, len(names), tuple(asides), passed, shared, files)


def entries(overview: Overview) -> Iterator[Entry]:
    """Yield the submissions, in the same order every time.

    Raises:
        IntakeError: a class can no longer be read.
    """
    found = (one for each in overview.classes for one in _found(each, overview.files))
    return told_apart((one for one in found if isinstance(one, Entry)), overview.shared)


def _named(path: Path, files: tuple[str, ...], out: str | None) -> Class:
    shown = one_line(readable(str(path)))
    with _told(shown):
        real = os.path.realpath(path, strict=True)
        name = one_line(readable(os.path.basename(real) or real))
        if not os.path.isdir(real):
            if real.lower().endswith(tables.ENDINGS):
                return Class(real, name, None, Looks(files))
            if stem(os.path.basename(real)) is None:
                kind = other_archive(real)
                said = f"is a {kind} archive" if kind else "is neither a folder nor an archive nor a table"
                raise IntakeError(f"{shown} {said}; give a folder, a .zip, a .tar.gz or a .csv")
        folder = opening.at(real, shared=True)
        if isinstance(folder, Branch) and folder.damage:
            raise IntakeError(f"{shown} {folder.damage}; download it once more")
        return Class(real, shown, levels.level(Spot(folder, Location(real), name), files, out), Looks(files))


def _found(each: Class, files: tuple[str, ...]) -> Iterator[Entry | Aside]:
    with _told(each.shown):
        if each.level is None:
            yield from exports.table(each.path, each.shown)
        else:
            yield from submissions(each.level, files, each.looks)


@contextmanager
def _told(shown: str) -> Iterator[None]:
    """What cannot be read of a class, in words for who named it."""
    try:
        yield
    except BrokenError as error:
        raise IntakeError(f"{error.message}; download it once more") from error
    except (FileNotFoundError, ValueError):
        raise IntakeError(f"there is no folder, archive or table {shown}") from None
    except OSError as error:
        raise IntakeError(f"{shown} cannot be read: {sources.why(error)}") from error


def _nobody(each: Class, files: tuple[str, ...], sections: Sequence[Aside]) -> IntakeError:
    if sections:  # as many as there are submissions, or more
        named = ", ".join(one.origin for one in sections[:5]) + (" ..." if len(sections) > 5 else "")
        first = "" if os.path.isdir(each.path) else "unpack it and "
        said = f"holds sections; {first}name each as a class of its own: {named}"
        return IntakeError(f"{each.shown} {said}")
    if each.level is not None and (notebook := looking.notebook(each.level.spot.folder)):
        said = f"{each.origin}/{one_line(readable(notebook))} is a notebook, and no program"
        return IntakeError(f"{said}. {nearly.EXPORT}.")
    wanted = f"any of {', '.join(files)}"
    return IntakeError(f"{each.origin} has no folder, archive or repository that holds {wanted}; check the names")
