"""Reads `overrides.csv`, in which an instructor sets points: by hand, or with a spreadsheet. It is never written."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from checks.assignment import LATE, Assignment
from checks.printable import one_line
from grader.results.sheet import as_written
from grader.standing import Override

NAME = "overrides.csv"
COLUMNS = ("student", "task", "points", "reason")
_POINTS = re.compile(r"\d+(\.\d+|,\d{1,2})?", re.ASCII)
_DELIMITERS = (",", ";", "\t")


class OverridesError(Exception):
    """The file cannot be used; the message is one line that names the file and the line."""


class Overrides(Struct, frozen=True):
    """What the instructor set, and in which line, by student, upper and lower case being the same."""

    said: Mapping[str, Mapping[int, Override]] = {}
    names: Mapping[str, str] = {}

    def of(self, *names: str) -> tuple[Override, ...]:
        """What is said of one student, who may have several names."""
        return tuple(each for name in names for each in self.said.get(name.casefold(), {}).values())


def read(path: Path, assignment: Assignment) -> Overrides:
    """Read the file; where there is none, nothing is set.

    Raises:
        OverridesError: something in it is wrong.
    """
    shown = one_line(str(path))
    said: dict[str, dict[int, Override]] = {}
    names: dict[str, str] = {}
    for line, cells in _rows(path, shown):
        try:
            name, override = _override(cells, assignment)
            key = name.casefold()
            earlier = next((at for at, other in said.get(key, {}).items() if other.task == override.task), None)
            if earlier is not None:
                raise OverridesError(f"line {earlier} already sets this for {_quoted(name)}")
        except OverridesError as error:
            raise OverridesError(f"{shown}, line {line}: {error}") from None
        said.setdefault(key, {})[line] = override
        names.setdefault(key, name)
    return Overrides(said, names)


def _override(cells: Mapping[str, str], assignment: Assignment) -> tuple[str, Override]:
    name, task, points = as_written(cells["student"]), cells["task"], cells["points"]
    if not name:
        raise OverridesError("expected a student's name, got nothing")
    tasks = [each.id for each in assignment.tasks]
    if task not in (*tasks, LATE):
        raise OverridesError(
            f"there is no task {_quoted(task)}: the tasks are {', '.join(tasks)}, "
            f"and {LATE} is the points that lateness takes"
        )
    most = round(sum(assignment.scoring.points.values()) * (len(tasks) if task == LATE else 1), 4)
    if not _POINTS.fullmatch(points) or float(points.replace(",", ".")) > most:
        raise OverridesError(f"expected points between 0 and {most:g}, got {_quoted(points)}")
    return name, Override(task, float(points.replace(",", ".")), one_line(cells["reason"], 1000))


# --- the table -------------------------------------------------------------------------------------


def _rows(path: Path, shown: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that are not empty, by column, each with the number of the line that it begins on."""
    columns: list[str] = []
    for line, row in _lines(_text(path, shown), shown):
        if not columns:
            columns = [name.casefold() for name in row]
            if sorted(columns) != sorted(COLUMNS):
                got = ", ".join(map(_quoted, row))
                raise OverridesError(f"{shown}, line {line}: expected the columns {', '.join(COLUMNS)}, got {got}")
            continue
        if len(row) > len(columns):
            raise OverridesError(
                f"{shown}, line {line}: expected {len(columns)} cells, got {len(row)}: "
                "a reason with a comma in it needs quotes around it"
            )
        yield line, dict(zip(columns, row + [""] * (len(columns) - len(row)), strict=True))


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise OverridesError(f"{shown}: cannot be read: {(error.strerror or 'unknown error').lower()}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise OverridesError(f"{shown}, line {line}: not UTF-8 text: save it as CSV UTF-8") from None


def _lines(text: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row without the spaces around them, and without empty ones at the end."""
    head = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count), skipinitialspace=True, strict=True
    )
    while True:
        line = reader.line_num + 1
        try:
            row = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise OverridesError(f"{shown}, line {line}: not CSV: {error}") from None
        while row and not row[-1]:
            row.pop()
        if row:
            yield line, row


def _quoted(text: str) -> str:
    return f'"{one_line(text, 60)}"'
