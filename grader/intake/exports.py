"""Exports that say by themselves what is in them: Gradescope's metadata, a table, nbgrader's folders."""

import csv
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from checks.printable import one_line
from grader.intake.disk import DiskFolder
from grader.intake.entries import Aside, Entry, IntakeError, Item, Location
from grader.intake.layouts import gradescope, nbgrader, tables
from grader.intake.levels import Level
from grader.intake.looking import Kind, look
from grader.intake.spots import Spot
from grader.intake.tree import BrokenError, File, ordinary_files, ordinary_folders
from grader.tables import as_windows_1252

LAYOUTS = ("gradescope", "table", "nbgrader")

_LARGEST = 2**32  # of the metadata of a class


def entries(level: Level, files: tuple[str, ...]) -> Iterator[Entry | Aside]:
    """The submissions of a level that says what is in it, and what lies there and is not named."""
    if level.layout == "gradescope":
        return _gradescope(level)
    if level.layout == "table":
        return _beside_table(level)
    return _nbgrader(level, files)


# --- Gradescope ------------------------------------------------------------------------------------


def _gradescope(level: Level) -> Iterator[Entry | Aside]:
    spot, named = level.spot, set[str]()
    trouble = "it is not named in submission_metadata.yml"
    metadata = spot.folder.file(gradescope.METADATA)
    assert metadata is not None  # the level has this layout by it
    try:
        for each in gradescope.submissions(spot.folder.data(metadata, _LARGEST)):
            named.add(each.folder)
            for submitter in each.submitters or (gradescope.Submitter("", "", ""),):
                yield _submitted(spot, each, submitter)
    except (gradescope.MetadataError, BrokenError) as error:
        trouble = f"{error}"
    for folder in level.folders():
        if folder.name in named:
            continue
        if not gradescope.is_submission(folder.name):
            yield Aside(spot.origin_of(folder.name), f"{gradescope.METADATA} does not name it")
        else:
            ids = {"gradescope_submission_id": folder.name.removeprefix("submission_")}
            origin = spot.origin_of(folder.name)
            said = f"nothing is known of the student: {trouble}"
            yield Entry(folder.name, "gradescope", origin, spot.location_of(folder.name), ids, notes=(said,))
    for file in ordinary_files(spot.folder):
        if file.name != gradescope.METADATA:
            yield Aside(spot.origin_of(file.name), f"{gradescope.METADATA} does not name it")


def _submitted(spot: Spot, each: gradescope.Submitted, submitter: gradescope.Submitter) -> Entry:
    """The entry of one student; what a group hands in is each of its students'."""
    ids = {
        "gradescope_submission_id": each.folder.removeprefix("submission_"),
        "email": submitter.email,
        "full_name": submitter.name,
        "sid": submitter.sid,
    }
    others = [other.name or other.email for other in each.submitters if other is not submitter]
    notes = (f"handed in together with {one_line(', '.join(others))}",) if others else ()
    return Entry(
        student=submitter.name or submitter.email or submitter.sid or each.folder,
        layout="gradescope",
        origin=spot.origin_of(each.folder),
        location=spot.location_of(each.folder),
        ids={key: value for key, value in ids.items() if value},
        submitted=each.created,
        notes=notes,
    )


# --- a table ---------------------------------------------------------------------------------------


def table(path: str, shown: str) -> Iterator[Entry]:
    """The submissions of a table on the disk, whose paths count from the folder that it lies in.

    Raises:
        IntakeError: it is no such table.
    """
    folder = DiskFolder(os.path.realpath(os.path.dirname(path) or os.curdir))
    spot = Spot(folder, Location(folder.path), shown.rpartition("/")[0] or folder.name)
    file = folder.file(os.path.basename(path))
    rows = _rows(spot, file) if file is not None else None
    if rows is None:
        raise IntakeError(f"{shown} has no heading with a column `name` and a column `path`: add them")
    return (entry for entry, _ in _table(spot, os.path.basename(path), rows, trusted=True))


def _beside_table(level: Level) -> Iterator[Entry | Aside]:
    """The submissions of a table that lies beside them, and what it does not name."""
    spot, name = level.spot, level.source
    file = spot.folder.file(name)
    rows = _rows(spot, file) if file is not None else None
    assert rows is not None  # the level has this layout by it
    named: set[str] = {name}
    for entry, path in _table(spot, name, rows):
        named.update(tables.parts(path)[:1])
        yield entry
    there = [folder.name for folder in level.folders()]
    for each in (*there, *(file.name for file in ordinary_files(spot.folder))):
        if each not in named:
            yield Aside(spot.origin_of(each), f"{one_line(name)} does not name it")


def _rows(spot: Spot, file: File) -> Iterator[tables.Row] | None:
    try:
        return tables.rows(spot.folder.data(file, _LARGEST))
    except BrokenError:
        return None  # a link or a damaged member: no table that could be read


def _table(spot: Spot, name: str, rows: Iterator[tables.Row], *, trusted: bool = False) -> Iterator[tuple[Entry, str]]:
    """The entries of a table's rows, each with the path that its row names. Paths of a table that came with the
    submissions stay in its folder.
    """
    try:
        for row in rows:
            origin = f"{spot.origin_of(name)}, row {row.number}: {one_line(row.path)}"
            path = _stored(spot, row.path)
            location = (
                _pointed(spot, path, trusted=trusted)
                if path
                else Location(spot.location.path, spot.location.inside, ())
            )
            notes = (f"row {row.number} of {one_line(name)} {row.damage}",) if row.damage else ()
            yield Entry(row.name, "table", origin, location, row.others, notes=notes), path
    except csv.Error as error:
        raise IntakeError(f"{spot.origin_of(name)} is no table that can be read: {error}") from None


def _stored(spot: Spot, path: str) -> str:
    """A path as the disk has it: where table and names are of a system without UTF-8, both have the same bytes."""
    try:
        there = os.fsdecode(as_windows_1252(path))
    except UnicodeEncodeError:
        return path
    if not isinstance(spot.folder, DiskFolder) or os.path.lexists(os.path.join(spot.folder.path, path)):
        return path
    return there if os.path.lexists(os.path.join(spot.folder.path, there)) else path


def _pointed(spot: Spot, path: str, *, trusted: bool) -> Location:
    """What a row points to. A path that leads out of the folder names nothing in it, and is told when it is read."""
    parts = tables.parts(path)
    if "\0" in path:
        location = Location(spot.location.path, (*spot.location.inside, path))
    elif trusted:
        location = Location(os.path.realpath(os.path.join(spot.location.path, os.path.expanduser(path))))
    elif not parts or parts[0] == "/" or ".." in parts or _leads_out(spot, parts):
        location = Location(spot.location.path, (*spot.location.inside, path))
    else:
        location = spot.location_of(*parts)
    return _alone(location)


def _leads_out(spot: Spot, parts: tuple[str, ...]) -> bool:
    """Whether a link is on the way."""
    if not isinstance(spot.folder, DiskFolder):
        return False
    path = os.path.join(spot.folder.path, *parts)
    return os.path.realpath(path) != path


def _alone(location: Location) -> Location:
    """A program by itself, instead of a folder or an archive, is one file of the folder that it lies in."""
    if location.inside and location.inside[-1].endswith(".py"):
        return Location(location.path, location.inside[:-1], (Item(location.inside[-1], location.inside[-1]),))
    if not location.inside and location.path.endswith(".py") and not os.path.isdir(location.path):
        folder, name = os.path.split(location.path)
        return Location(folder, (), (Item(name, name),))
    return location


# --- nbgrader --------------------------------------------------------------------------------------


def _nbgrader(level: Level, files: tuple[str, ...]) -> Iterator[Entry | Aside]:
    spot = level.spot
    if level.source:
        inner = spot.folder.folder(level.source)
        assert inner is not None  # the level has this layout by it
        beside = [folder.name for folder in level.folders()] + [file.name for file in ordinary_files(spot.folder)]
        for name in beside:
            if name != level.source:
                yield Aside(spot.origin_of(name), f"it lies beside {level.source}, not in it")
        spot = spot.inner(inner, level.source)
    for student in ordinary_folders(spot.folder):
        yield _collected(spot.inner(student, student.name), files)
    for file in ordinary_files(spot.folder):
        yield Aside(spot.origin_of(file.name), "it is no folder of a student")


def _collected(spot: Spot, files: tuple[str, ...]) -> Entry:
    """One student's folder: that of the assignment in it, if there is one only."""
    student, dates = spot.folder, list[datetime]()
    one = None
    with suppress(OSError):  # it is told when it is read
        handed_in = [each for each in ordinary_folders(student) if look(each, files).kind is not Kind.EMPTY]
        one = handed_in[0] if len(handed_in) == 1 else None
        dates = [date for each in handed_in if (date := nbgrader.submitted(each))]
    return Entry(
        student=student.name,
        layout="nbgrader",
        origin=spot.origin_of(one.name) if one else spot.origin,
        location=spot.location_of(one.name) if one else spot.location,
        ids={"student_id": student.name},
        submitted=_latest(dates),
    )


def _latest(dates: list[datetime]) -> datetime | None:
    """The latest date; dates with and without a zone cannot be compared."""
    if len({date.tzinfo is None for date in dates}) > 1:
        return None
    return max(dates, default=None)
