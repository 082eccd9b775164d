"""The class's own level: the place at which every entry is somebody's, and what its names and tables say of them.

It is what the command line names, or what lies in it as its only entry. The layout is a property of this level alone:
whatever lies deeper was packed by a student, and speaks for nobody else. Nor does one entry of it speak for the others:
what tells a layout is most of the names there, or a source that knows most of them.
"""

import os
from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

from grader.folders import JOURNAL_FILE
from grader.intake import opening
from grader.intake.archives.names import other_archive, stem
from grader.intake.courses_own import is_courses_file, is_courses_folder
from grader.intake.entries import Aside, Layout, Location
from grader.intake.layouts import gradescope, nbgrader, tables
from grader.intake.layouts.platforms import Given, Name, platform
from grader.intake.looking import Kind, Look, below, held, in_names, look, look_inside
from grader.intake.repositories import repository
from grader.intake.spots import Spot
from grader.intake.tree import BrokenError, Folder, ordinary_files, ordinary_folders

_DEEPEST = 8
_WORTH_A_HINT = 2
_LARGEST_TABLE = 2**32
_TABLES = frozenset(("class", "students", "submissions", "table"))
_EACH = "each folder or archive is one student's"


class Level(Struct, frozen=True):
    """The level of one class: where it is, the layout it has, and why.

    `source` is the file or the folder that says whose what is, in the layouts that have one. `results` are the names of
    folders that hold a grader's, `beside` is what lies outside of the class on the way to it. A `single` level is no
    class, but one submission.
    """

    spot: Spot
    layout: Layout
    why: str
    source: str = ""
    results: frozenset[str] = frozenset()
    beside: tuple[Aside, ...] = ()
    single: bool = False

    def folders(self) -> Iterator[Folder]:
        """The folders at the level that may be somebody's."""
        return (folder for folder in ordinary_folders(self.spot.folder) if folder.name not in self.results)


def level(spot: Spot, files: tuple[str, ...], out: str | None) -> Level:
    """Find the level of the class that was named, and its layout; `out` is the real path of the results.

    Raises:
        OSError: what was named cannot be read.
    """
    beside: list[Aside] = []
    for _ in range(_DEEPEST):
        here = Level(spot, "folder", _EACH, "", frozenset(_results(spot, files, out)), tuple(beside))
        found = _of(here, files)
        only = _only_entry(here, files) if found is None else None
        if only is None:
            return found or _with(here, "folder", f"{_EACH}{_hint(here)}")
        names = [*(folder.name for folder in here.folders()), *(file.name for file in ordinary_files(spot.folder))]
        origins = (spot.origin_of(name) for name in names)
        beside += [Aside(origin, "it lies beside the class") for origin in origins if origin != only.origin]
        spot = only
    return here


def _hint(here: Level) -> str:
    """What platform some of the names may be of, which are too few."""
    said = platform(_names(here), least=_WORTH_A_HINT)
    return f"; {_told(said)}" if said else ""


def _told(said: Given) -> str:
    return f"{said.count} of its {said.names} names are as {said.layout.title()} gives them"


def _results(spot: Spot, files: tuple[str, ...], out: str | None) -> Iterator[str]:
    """The names of the results' folder, which may not be there yet, and of those that hold earlier results."""
    if out is not None and os.path.dirname(out) == spot.location.path and not spot.location.inside:
        yield os.path.basename(out)
    for folder in ordinary_folders(spot.folder):
        with suppress(OSError):  # it is somebody's, and told when it is read
            if folder.file(JOURNAL_FILE) is not None and look(folder, files).kind is Kind.EMPTY:
                yield folder.name


def _of(here: Level, files: tuple[str, ...]) -> Level | None:
    """The level, where its own names or tables say what it is."""
    folder = here.spot.folder
    if _is_gradescope(here):
        why = f"{gradescope.METADATA} lies beside folders called submission_NUMBER"
        return _with(here, "gradescope", why, gradescope.METADATA)
    if (said := platform(_names(here))) is not None:
        return _with(here, said.layout, _told(said))
    if (name := _table(here)) is not None:
        return _with(here, "table", f"{name} has a column for the name and one for the path", name)
    if (name := _nbgrader(here, files)) is not None:
        return _with(here, "nbgrader", f"{name or folder.name} holds STUDENT/ASSIGNMENT/", name)
    whose, direct = in_names(folder, files), any(held(folder, files))
    if len(whose) > 1 or (whose and not direct):
        return _with(here, "flat", "the students' names are in the names of the files")
    if direct or repository(folder) is not None:
        return here if _is_of_many(folder, files, below(folder, files)) else _single(here)
    return None


def _with(here: Level, layout: Layout, why: str, source: str = "") -> Level:
    return Level(here.spot, layout, why, source, here.results, here.beside)


def _single(here: Level) -> Level:
    why = "the tasks' files are its own: it is one submission"
    return Level(here.spot, "folder", why, "", here.results, here.beside, single=True)


def _is_of_many(folder: Folder, files: tuple[str, ...], seen: Look) -> bool:
    """Whether a folder holds several students' work: the same task's file several times, or several archives."""
    archives = {file.name for file in ordinary_files(folder) if stem(file.name) is not None or other_archive(file.name)}
    own = {folder.name for folder in ordinary_folders(folder)}  # an archive beside the folder that it is of
    return seen.kind in (Kind.GROUP, Kind.SECTION) or len([name for name in archives if stem(name) not in own]) > 1


def _names(here: Level) -> Iterator[Name]:
    """The names at the level that may be somebody's."""
    yield from ((folder.name, True) for folder in here.folders())
    for file in ordinary_files(here.spot.folder):
        if "_" in file.name or not is_courses_file(file.name):
            yield file.name, False


# --- sources that say whose what is ----------------------------------------------------------------


def _is_gradescope(here: Level) -> bool:
    if here.spot.folder.file(gradescope.METADATA) is None:
        return False
    named = [gradescope.is_submission(folder.name) for folder in here.folders()]
    return 2 * sum(named) >= len(named) > 0


def _table(here: Level) -> str | None:
    """The name of the table of a class, if it has one: one that knows most of the entries.

    Where other files lie beside it, they may be students', and so may a table be: it has to be called like one.
    """
    loose = [file for file in ordinary_files(here.spot.folder) if not is_courses_file(file.name)]
    for file in ordinary_files(here.spot.folder):
        named = file.name.rpartition(".")[0].lower() in _TABLES
        if not file.problem and file.name.lower().endswith(tables.ENDINGS) and (named or not loose):
            entries = {folder.name for folder in here.folders()} | {other.name for other in loose}
            known = _known(here.spot.folder, file.name) & entries
            if known and 2 * len(known) >= len(entries) + bool(loose):
                return file.name
    return None


def _known(folder: Folder, table: str) -> set[str]:
    """The entries that the rows of a table name."""
    file, known = folder.file(table), set[str]()
    try:
        rows = tables.rows(folder.data(file, _LARGEST_TABLE)) if file is not None else None
        for row in rows or ():
            known.update(tables.parts(row.path)[:1])
    except (BrokenError, OSError, tables.Error):
        return known  # a link, a damaged member, a row that is none
    return known


def _nbgrader(here: Level, files: tuple[str, ...]) -> str | None:
    """The name of nbgrader's folder of what was handed in, "" for the folder itself; None in any other folder."""
    folder = here.spot.folder
    if folder.name == nbgrader.SUBMITTED and nbgrader.is_submitted(folder, files):
        return ""
    inner = folder.folder(nbgrader.SUBMITTED)
    try:
        if inner is None or not nbgrader.is_submitted(inner, files):
            return None
    except OSError:
        return None  # it is one student's, and told when it is read
    entries = {each.name for each in here.folders() if not is_courses_folder(each.name)} - {nbgrader.SUBMITTED}
    entries |= {file.name for file in ordinary_files(folder) if not is_courses_file(file.name)}
    signs = any(folder.folder(sign) or folder.file(sign) for sign in nbgrader.SIGNS)
    return nbgrader.SUBMITTED if signs or not entries else None


# --- the level in the level ------------------------------------------------------------------------


def _only_entry(here: Level, files: tuple[str, ...]) -> Spot | None:
    """The only entry that holds anything, where it is a class and not the class's only student. What lies beside it has
    to be the course's own: a student who came with something else speaks for nobody.
    """
    holding: list[str] = []
    for name in _entries(here, files):
        holding.append(name)
        if len(holding) > 1:
            return None
    if not holding:
        return None
    spot = _opened(here.spot, holding[0])
    certain = all(
        name == holding[0] or (is_courses_folder(name) if folder else is_courses_file(name))
        for name, folder in _names(here)
    )
    return spot if spot is not None and certain and _is_class(spot.folder, files) else None


def _entries(here: Level, files: tuple[str, ...]) -> Iterator[str]:
    """The names of the folders that hold a task's file, and of all archives."""
    for file in ordinary_files(here.spot.folder):
        if stem(file.name) is not None or other_archive(file.name) is not None:
            yield file.name
    for folder in here.folders():
        if not is_courses_folder(folder.name) and look(folder, files).kind is not Kind.EMPTY:
            yield folder.name


def _opened(spot: Spot, name: str) -> Spot | None:
    folder = spot.folder.folder(name)
    if folder is not None:
        return spot.inner(folder, name)
    location = spot.location_of(name)
    try:
        return Spot(opening.at(location.path, location.inside, shared=True), location, spot.origin_of(name))
    except (BrokenError, OSError):
        return None  # it is one student's, and said when it is read


def _is_class(folder: Folder, files: tuple[str, ...]) -> bool:
    """Whether an entry is a class, and not a student's."""
    try:
        inner = Level(Spot(folder, Location(""), ""), "folder", "")
        if _is_gradescope(inner) or platform(_names(inner)) is not None:
            return True
        seen = look_inside(folder, files)
        is_many = _is_of_many(folder, files, seen) and repository(folder) is None
        return seen.kind is Kind.SECTION or is_many
    except OSError:
        return False
