"""From the level of a class to the submissions in it, one after the other, and to what is nobody's."""

import itertools
import os
from collections.abc import Iterator

from msgspec import Struct, structs

from grader.intake import exports, loose, opening
from grader.intake.archives.limits import LOOKED_AT
from grader.intake.archives.members import Branch
from grader.intake.archives.names import other_archive, stem
from grader.intake.entries import Aside, Entry, Place
from grader.intake.layouts.platforms import claimed
from grader.intake.levels import Level
from grader.intake.looking import SAMPLE, Kind, Look, look
from grader.intake.matching import flat
from grader.intake.repositories import repository
from grader.intake.spots import Spot
from grader.intake.students import student
from grader.intake.tree import BrokenError, File, Folder, ordinary_files, ordinary_folders
from grader.places import JOURNAL

_RESULTS = frozenset(("results", "feedback"))
_SECTION = (
    "it looks like a section: the same task's file lies in {} folders side by side; if they are students, "
    "name it as a class of its own"
)
_LIKE_A_SECTION = "the same task's file lies in {} folders side by side: if they are students, name `{}` as a class"


class _Kid(Struct, frozen=True):
    """A folder or an archive at the level, and what it is; `folder` is None if it is not an open folder."""

    name: str
    folder: Folder | None
    look: Look


def submissions(level: Level, files: tuple[str, ...], out: str | None) -> Iterator[Entry | Aside]:
    """Yield the submissions at the level of a class, and what is nobody's; `out` is the real path of the results."""
    spot, layout = level.spot, level.layout
    if level.single:
        repo = () if repository(spot.folder) is not None else None
        yield student(spot, Look(frozenset(files), 1, repo))
    elif layout in exports.LAYOUTS:
        yield from exports.entries(level, files)
    else:
        alone = True
        for one in loose.entries(spot, files, layout, of_files=_is_of_files(level, files)):
            alone = alone and isinstance(one, Aside)
            yield one
        yield from _members(level, files, out, alone=alone)
    if isinstance(spot.folder, Branch) and spot.folder.problems():
        said = "this is about the archive itself: what is told lies in no student's folder"
        place = Place(spot.place.path, spot.place.inside, items=())
        yield Entry(spot.folder.name, "folder", spot.origin, place, notes=(said,))


def _is_of_files(level: Level, files: tuple[str, ...]) -> bool:
    """Whether students are files at this level, as archives are, and no platform has named them."""
    names = [file.name for file in ordinary_files(level.spot.folder)]
    one_each = any(stem(name) is not None or other_archive(name) or flat(name, files) for name in names)
    return level.layout in ("folder", "flat") and one_each


# --- those that have a folder or an archive each ---------------------------------------------------


def _members(level: Level, files: tuple[str, ...], out: str | None, *, alone: bool) -> Iterator[Entry | Aside]:
    """One submission for each folder and each archive, whatever it holds; but where they are `alone` and none of them
    holds a task's file, it is no class.
    """
    kids = _kids(level, files)
    sample = _sample(kids)
    students = any(kid.look.kind is Kind.STUDENT for kid in sample)
    if alone and all(kid.look.kind is Kind.EMPTY for kid in sample):
        yield from (Aside(level.spot.origin_of(kid.name), "it holds none of the tasks' files") for kid in sample)
        return
    for kid in itertools.chain(sample, kids):
        if why := _nobodys(level.spot, kid, out, students=students):
            yield Aside(level.spot.origin_of(kid.name), why, section=kid.look.sharing > 1)
            continue
        entry = student(level.spot, kid.look, kid.name)
        if kid.look.kind is Kind.GROUP:
            note = _LIKE_A_SECTION.format(kid.look.sharing, entry.origin)
            entry = structs.replace(entry, notes=(*entry.notes, note))
        yield entry


def _nobodys(spot: Spot, kid: _Kid, out: str | None, *, students: bool) -> str:
    """Why an entry is no student's, "" if it is one."""
    kind = kid.look.kind
    if kind is Kind.SECTION or (kind is Kind.GROUP and not students):
        return _SECTION.format(f"{kid.look.sharing}{' or more' if kid.look.sharing == SAMPLE else ''}")
    if kid.folder is None or kind is not Kind.EMPTY:
        return ""
    if out is not None and out == os.path.realpath(spot.place_of(kid.name).path):
        return "the results go there"
    if kid.folder.file(JOURNAL) is not None or kid.name.casefold() in _RESULTS:
        return "it holds results, and none of the tasks' files"
    return ""


def _sample(kids: Iterator[_Kid]) -> list[_Kid]:
    """The first of them, up to so many that hold anything."""
    sample: list[_Kid] = []
    holding = 0
    while holding < SAMPLE and (kid := next(kids, None)) is not None:
        sample.append(kid)
        holding += kid.look.kind is not Kind.EMPTY
    return sample


def _kids(level: Level, files: tuple[str, ...]) -> Iterator[_Kid]:
    spot = level.spot
    kids: list[Folder | File] = [*ordinary_folders(spot.folder)]
    kids += [file for file in ordinary_files(spot.folder) if stem(file.name) is not None or spot.links_to_folder(file)]
    for kid in sorted(kids, key=lambda kid: kid.name):
        archive = isinstance(kid, File)
        if claimed(kid.name, level.layout, folder=not archive):
            continue
        try:
            inner = opening.nested(spot.folder, kid, LOOKED_AT) if isinstance(kid, File) else kid
            yield _Kid(kid.name, None if archive else inner, look(inner, files))
        except (BrokenError, OSError):  # it is somebody's, and said when it is read
            yield _Kid(kid.name, None, Look(frozenset(files), 1))
