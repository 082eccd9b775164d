"""The class's own level: the place at which every entry is somebody's, and what its names and tables say of them.

It is what the command line names, or what lies in it as its only entry. The layout is a property of this level alone:
whatever lies deeper was packed by a student, and speaks for nobody else.
"""

from collections.abc import Iterator

from msgspec import Struct

from grader.intake import loose, opening
from grader.intake.archives.names import stem
from grader.intake.entries import Layout
from grader.intake.layouts import gradescope, nbgrader, tables
from grader.intake.layouts.platforms import Name, platform
from grader.intake.looking import Kind, below, held, look, look_inside
from grader.intake.matching import flat, matched
from grader.intake.repositories import repository
from grader.intake.spots import Spot
from grader.intake.tree import BrokenError, File, Folder, ordinary_files, ordinary_folders

_DEEPEST = 8
_LARGEST_TABLE = 2**32
_TABLES = frozenset(("class", "students", "submissions", "table", "list", "index", "names", "repositories", "repos"))


class Level(Struct, frozen=True):
    """The level of one class: where it is, the layout it has, and why.

    `source` is the file or the folder that says whose what is, in the layouts that have one. A `single` level is no
    class, but one submission.
    """

    spot: Spot
    layout: Layout
    why: str
    source: str = ""
    single: bool = False


def level(spot: Spot, files: tuple[str, ...]) -> Level:
    """Find the level of the class that was named, and its layout."""
    for _ in range(_DEEPEST):
        found = _of(spot, files)
        only = _only_entry(spot) if found is None else None
        if only is None or not _is_class(only.folder, files):
            return found or Level(spot, "folder", "each folder or archive is one student's")
        spot = only
    return Level(spot, "folder", "each folder or archive is one student's")


def _of(spot: Spot, files: tuple[str, ...]) -> Level | None:
    """The level, where its own names or tables say what it is."""
    folder = spot.folder
    if folder.file(gradescope.METADATA) is not None:
        return Level(spot, "gradescope", f"{gradescope.METADATA} is in it", gradescope.METADATA)
    if (said := _platform(folder, files)) is not None:
        layout, count, every = said
        return Level(spot, layout, f"{count} of its {every} names are as {layout.title()} gives them")
    if (name := _table(folder, files)) is not None:
        return Level(spot, "table", f"{name} has a column for the name and one for the path", name)
    if (name := _nbgrader(folder, files)) is not None:
        return Level(spot, "nbgrader", f"{name or folder.name} holds STUDENT/ASSIGNMENT/", name)
    direct = any(held(folder, files))
    beside = below(folder, files) if direct or repository(folder) is not None else None
    if beside is not None and beside.kind not in (Kind.GROUP, Kind.SECTION):
        return Level(spot, "folder", "the tasks' files are its own: it is one submission", single=True)
    if _students_in_names(folder, files):
        return Level(spot, "flat", "the students' names are in the names of the files")
    return Level(spot, "folder", "each folder or archive is one student's") if direct else None


def _platform(folder: Folder, files: tuple[str, ...]) -> tuple[Layout, int, int] | None:
    names = list(_names(folder))
    said = platform(names, lambda name: matched(name, files) is not None or stem(name) is not None)
    return None if said is None else (*said, len(names))


def _names(folder: Folder) -> Iterator[Name]:
    yield from ((inner.name, True) for inner in ordinary_folders(folder))
    yield from ((file.name, False) for file in ordinary_files(folder))


def _table(folder: Folder, files: tuple[str, ...]) -> str | None:
    """The name of the table of a class, if it has one.

    Where other files lie beside it, they may be students', and so may a table be: it counts if it is called like one.
    """
    loose = [file for file in ordinary_files(folder) if not file.problem]
    found = [file for file in loose if file.name.lower().endswith(tables.ENDINGS)]
    alone = len(found) == len(loose)
    named = (each for each in found if alone or each.name.rpartition(".")[0].lower() in _TABLES)
    return next((file.name for file in named if _is_table(folder, file)), None)


def _is_table(folder: Folder, file: File) -> bool:
    try:
        return tables.rows(folder.data(file, _LARGEST_TABLE)) is not None
    except BrokenError:
        return False  # a link or a damaged member: no table that could be read


def _nbgrader(folder: Folder, files: tuple[str, ...]) -> str | None:
    """The name of nbgrader's folder of what was handed in, "" for the folder itself; None in any other folder."""
    if folder.name == nbgrader.SUBMITTED and nbgrader.is_submitted(folder, files):
        return ""
    inner = folder.folder(nbgrader.SUBMITTED)
    others = (other for other in ordinary_folders(folder) if other.name not in nbgrader.FOLDERS)
    if inner is None or not nbgrader.is_submitted(inner, files):
        return None
    return None if any(look(other, files).kind is not Kind.EMPTY for other in others) else nbgrader.SUBMITTED


def _students_in_names(folder: Folder, files: tuple[str, ...]) -> bool:
    return any(flat(file.name, files) for file in ordinary_files(folder))


def _only_entry(spot: Spot) -> Spot | None:
    """The only entry at a level, opened, if it is a folder or an archive."""
    folders = ordinary_folders(spot.folder)
    files = [file.name for file in ordinary_files(spot.folder) if loose.may_be_students(file.name)]
    if len(folders) + len(files) != 1:
        return None
    if folders:
        return spot.inner(folders[0], folders[0].name)
    name = files[0]
    place = spot.place_of(name)
    try:
        return Spot(opening.at(place.path, place.inside, shared=True), place, spot.origin_of(name))
    except (BrokenError, OSError):
        return None  # it is one student's, and said when it is read


def _is_class(folder: Folder, files: tuple[str, ...]) -> bool:
    """Whether the only entry is the class, and not the class's only student."""
    try:
        if folder.file(gradescope.METADATA) is not None or _platform(folder, files) is not None:
            return True
        seen = look_inside(folder, files)
        return seen.kind is Kind.SECTION or (seen.kind is Kind.GROUP and repository(folder) is None)
    except OSError:
        return False
