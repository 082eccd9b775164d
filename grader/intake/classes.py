"""Walks through what a course hands over and yields the submissions in it, one after the other."""

import itertools
import os
from collections.abc import Iterator

from msgspec import Struct

from grader.intake import exports, loose, opening
from grader.intake.archives.limits import LOOKED_AT
from grader.intake.archives.members import Branch
from grader.intake.archives.names import stem
from grader.intake.disk import DiskFolder
from grader.intake.entries import Entry, IntakeError, Place
from grader.intake.layouts.platforms import claimed
from grader.intake.looking import SAMPLE, Kind, Look, below, held, look, look_inside
from grader.intake.repositories import repository
from grader.intake.spots import Spot
from grader.intake.students import student
from grader.intake.tree import BrokenError, File, Folder, ordinary_files, ordinary_folders


class _Kid(Struct, frozen=True):
    """A folder or an archive in a class, and what it is. One that cannot be opened has no folder."""

    name: str
    folder: Folder | None
    archive: bool
    look: Look


def submissions(top: Spot, files: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the submissions in a folder or an archive: one student's, or a class's of any layout.

    Raises:
        IntakeError: there is nothing that could be graded.
    """
    seen = look_inside(top.folder, files)
    direct = bool(set(held(top.folder, files)))
    if direct and seen.kind is Kind.STUDENT:
        seen = below(top.folder, files)  # the course's own files may lie beside the students' folders
    if seen.kind in (Kind.GROUP, Kind.CLASS):
        yield from _class(top, files)
    elif repository(top.folder) is not None:
        yield student(top, Look(Kind.STUDENT, repository=()))
    elif direct:
        yield student(top, Look(Kind.STUDENT))
    elif seen.kind is Kind.STUDENT:
        yield from _class(top, files)
    else:
        wanted = ", ".join(files)
        raise IntakeError(
            f"{top.origin} has no folder, archive or repository that holds any of {wanted}; check the names"
        )


def _class(spot: Spot, files: tuple[str, ...]) -> Iterator[Entry]:
    """The submissions of a class, whichever layouts there are in one place."""
    folder = spot.folder
    if (entries := exports.entries(spot, files)) is not None:
        yield from entries
    else:
        yield from loose.entries(spot, files)
        yield from _members(spot, files)
    if isinstance(folder, Branch) and folder.problems():
        said = "this is about the archive itself: what is told lies in no student's folder"
        place = Place(spot.place.path, spot.place.inside, items=())
        yield Entry(spot.folder.name, "folder", spot.origin, place, notes=(said,))


def _members(spot: Spot, files: tuple[str, ...]) -> Iterator[Entry]:
    """The students, sections and downloads that have a folder or an archive each."""
    kids = _kids(spot, files)
    sample = _sample(kids)
    kinds = [kid.look.kind for kid in sample]
    students, groups = kinds.count(Kind.STUDENT), kinds.count(Kind.GROUP)
    for kid in itertools.chain(sample, kids):
        kind = kid.look.kind
        if kind is Kind.CLASS or (kind is Kind.GROUP and groups >= students):
            yield from _class(_opened(spot, kid), files)
        elif kind is not Kind.EMPTY or students:
            yield student(spot, kid.look, kid.name)


def _sample(kids: Iterator[_Kid]) -> list[_Kid]:
    """The first of them, up to so many that hold anything."""
    sample: list[_Kid] = []
    holding = 0
    while holding < SAMPLE and (kid := next(kids, None)) is not None:
        sample.append(kid)
        holding += kid.look.kind is not Kind.EMPTY
    return sample


def _kids(spot: Spot, files: tuple[str, ...]) -> Iterator[_Kid]:
    kids: list[Folder | File] = [*ordinary_folders(spot.folder)]
    kids += [file for file in ordinary_files(spot.folder) if _may_be_one(spot, file)]
    for kid in sorted(kids, key=lambda kid: kid.name):
        archive = isinstance(kid, File)
        if claimed(kid.name, folder=not archive):
            continue
        try:
            inner = opening.nested(spot.folder, kid, LOOKED_AT) if isinstance(kid, File) else kid
            yield _Kid(kid.name, inner, archive, look(inner, files))
        except (BrokenError, OSError):  # it is somebody's, and said when it is read
            yield _Kid(kid.name, None, archive, Look(Kind.STUDENT))


def _may_be_one(spot: Spot, file: File) -> bool:
    """Whether a file may be a student's: an archive, or a link to a folder."""
    if stem(file.name) is not None:
        return True
    return isinstance(spot.folder, DiskFolder) and bool(file.problem) and os.path.isdir(spot.folder.path_of(file.name))


def _opened(spot: Spot, kid: _Kid) -> Spot:
    assert kid.folder is not None
    inner = spot.inner(kid.folder, kid.name)
    if not kid.archive:
        return inner
    return Spot(opening.at(inner.place.path, inner.place.inside, shared=True), inner.place, inner.origin)
