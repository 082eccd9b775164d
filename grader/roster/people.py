"""Reads a roster: everybody in the class, as an instructor writes it or a platform exports it. It is never written.

A column is known by its heading: names, what a platform or a university calls a student, and whether they are still in
the class. Further columns are left alone.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from checks.printable import one_line
from grader import tables
from grader.intake.entries import folded
from grader.tables import Row, Table, TableError, as_written, quoted

NAME = "roster.csv"
NAMES = ("name", "fullname", "student", "studentname", "displayname")
FIRST, LAST = ("firstname", "givenname", "first"), ("lastname", "surname", "familyname", "last")
IDS = (
    "identifier", "email", "emailaddress", "mail", "sid", "id", "studentid", "studentnumber", "idnumber",
    "orgdefinedid", "username", "user", "userid", "login", "sisuserid", "sisloginid", "githubusername", "githubid",
)  # fmt: skip
STATUS, WITHDRAWN = ("status", "enrolmentstatus", "enrollmentstatus", "state"), "withdrawn"
_GONE = ("withdrawn", "withdrew", "dropped", "inactive", "deactivated", "left")
_YES = ("yes", "y", "true", "1", "x", *_GONE)
_OF_CANVAS = ("sisuserid", "sisloginid")  # who has these columns calls its own number `ID`
_NO_STUDENT = ("points possible", "student, test")  # rows of Canvas that are about the assignment, and for trying out
_OF_BRIGHTSPACE = "#"  # it puts this before each id, so that no spreadsheet takes it for a number
_PARTICIPANT = re.compile(r"participant (\d+)", re.ASCII | re.IGNORECASE)


class Person(Struct, frozen=True):
    """One row: everybody has a name or an id. `ids` are by column, and `platform` is what a gradebook calls a student,
    as an Entry's `ids` do.
    """

    line: int
    names: tuple[str, ...]
    ids: dict[str, str]
    platform: dict[str, str]
    withdrawn: bool

    @property
    def called(self) -> str:
        """The name, or else an id."""
        return next(iter((*self.names, *self.ids.values())))


class Roster(Struct, frozen=True):
    """Everybody in the class, and what there is to say of how the table was read."""

    path: Path
    people: tuple[Person, ...]
    notes: tuple[str, ...] = ()


def of_folder(folder: Path, other: Path | None = None) -> Roster | None:
    """The roster in the folder of the results, if there is one, unless another is named.

    Raises:
        grader.tables.TableError: something in it is wrong.
    """
    if other is not None:
        return named(other)
    table = tables.read(folder / NAME)
    return None if table is None else _roster(table)


def named(path: Path) -> Roster:
    """The roster at a path.

    Raises:
        grader.tables.TableError: there is none, or something in it is wrong.
    """
    table = tables.read(path)
    if table is None:
        raise TableError(f"{one_line(str(path))}: there is no roster: name a CSV file with a row for each student")
    return _roster(table)


def heading(text: str) -> str:
    """What of a heading tells columns apart: its letters and digits."""
    return "".join(char for char in folded(text) if char.isalnum())


def _roster(table: Table) -> Roster:
    columns = [heading(cell) for cell in table.head.cells]
    if not any(column in (*NAMES, *FIRST, *LAST, *IDS) for column in columns):
        got = ", ".join(map(quoted, table.head.cells))
        raise table.error(table.head.line, f"expected a column such as name, email, id or username, got {got}")
    people: dict[object, Person] = {}
    notes = list(table.notes)
    for row in table.rows:
        if (person := _person(table, columns, row)) is None:
            continue
        earlier = people.setdefault(_same(person), person)
        if earlier is not person:
            notes.append(f"line {person.line}: {person.called} is in line {earlier.line} already")
    return Roster(table.path, tuple(people.values()), tuple(notes))


def _same(person: Person) -> object:
    """What makes two rows one person; two of the same name and without ids may be two."""
    if not person.ids:
        return person.line
    return (*map(folded, person.names), *sorted((column, folded(each)) for column, each in person.ids.items()))


def _person(table: Table, columns: Sequence[str], row: Row) -> Person | None:
    """Whom a row is about; None where it is nobody of the class."""
    if len(row.cells) > len(columns):
        said = f"expected {len(columns)} cells, got {len(row.cells)}"
        raise table.error(row.line, f"{said}: a name with a comma in it needs quotes around it")
    cells = {column: one_line(as_written(cell)) for column, cell in zip(columns, row.cells, strict=False) if cell}
    full = [cells[column] for column in NAMES if column in cells]
    if any(folded(name) in _NO_STUDENT for name in full):
        return None
    if "githubusername" in columns and "@" not in cells.get("identifier", "@"):
        full.append(cells["identifier"])  # GitHub Classroom lets a course choose what it is, mostly the name
    parts = [next((cells[column] for column in which if column in cells), "") for which in (FIRST, LAST)]
    names = tuple(dict.fromkeys(name for name in (" ".join(filter(None, parts)), *full) if name))
    ids = {column: cells[column].removeprefix(_OF_BRIGHTSPACE) for column in IDS if column in cells}
    if not names and not ids:
        raise table.error(row.line, "expected a student's name or id, got neither")
    return Person(row.line, names, ids, _platform(columns, cells, names), _withdrawn(cells))


def _platform(columns: Sequence[str], cells: dict[str, str], names: Sequence[str]) -> dict[str, str]:
    found = {"full_name": names[0]} if names else {}
    if "id" in cells and any(column in columns for column in _OF_CANVAS):
        found["canvas_user_id"] = cells["id"]
    if participant := _PARTICIPANT.fullmatch(cells.get("identifier", "")):
        found["moodle_id"] = participant[1]
    return found


def _withdrawn(cells: dict[str, str]) -> bool:
    gone = any(folded(cells.get(column, "")) in _GONE for column in STATUS)
    return gone or folded(cells.get(WITHDRAWN, "")) in _YES
