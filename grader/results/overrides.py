"""Reads `overrides.csv`, an instructor's word on students: by hand, or with a spreadsheet. It is never written.

What the column `task` says decides what a row sets: the points of a task, those that lateness takes, the deadline or
the free days of one student. A row without points is a comment.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from pathlib import Path

from msgspec import Struct

from checks.model.assignment import DEADLINE, FREE_DAYS, LATE, MOST_FREE_DAYS, Assignment
from grader import tables
from grader.final_score import Comment, Extension, FreeDays, InstructorWord, Override
from grader.intake.entries import folded
from grader.judging.points import possible, possible_of
from grader.results.anonymous import Pseudonyms
from grader.roster.enrolment import Enrolment
from grader.tables import as_written, quoted

NAME = "overrides.csv"
COLUMNS = ("student", "task", "points", "reason")
_POINTS = re.compile(r"\d+(\.\d+|,\d{1,2})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_END_OF_DAY = time(23, 59, 59)

Word = Override | Extension | FreeDays | Comment


class Overrides(Struct, frozen=True):
    """What the instructor said, by student (`folded`) and line. `names` has the names as they were written, and `notes`
    what there is to say of how the table was read.
    """

    words: Mapping[str, Mapping[int, Word]] = {}
    names: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()

    def of(self, *names: str) -> InstructorWord:
        """What is said of one student, who may have several names; where they disagree, the first one's word counts."""
        keys = dict.fromkeys(folded(name) for name in names)
        words = [word for key in keys for word in self.words.get(key, {}).values()]
        overrides: dict[str, Override] = {}
        for word in words:
            if isinstance(word, Override):
                overrides.setdefault(word.task, word)
        return InstructorWord(
            overrides=tuple(overrides.values()),
            extension=next((word for word in words if isinstance(word, Extension)), None),
            free_days=next((word for word in words if isinstance(word, FreeDays)), None),
            comments=tuple(word for word in words if isinstance(word, Comment)),
        )


class InstructorWords:
    """Says of each student of a class what stands in its overrides, under whatever name they have the student."""

    def __init__(self, overrides: Overrides, pseudonyms: Pseudonyms | None, enrolled: Enrolment | None) -> None:
        """`pseudonyms` are those of the folder of the results, whether they are shown or not; `enrolled` is None
        without a roster.
        """
        self._overrides, self._pseudonyms, self._enrolled = overrides, pseudonyms, enrolled

    def on(self, student: str) -> InstructorWord:
        """What was said of a student; where two names disagree, the word on the first counts."""
        return self._overrides.of(*self._names(student))

    def of_nobody(self, students: Iterable[str]) -> list[tuple[str, int]]:
        """The names in the overrides of nobody among all students, each with its first line."""
        unknown = dict(self._overrides.names)
        for student in students if unknown else ():
            for name in self._names(student):
                unknown.pop(folded(name), None)
        return [(name, min(self._overrides.words[key])) for key, name in unknown.items()]

    def _names(self, student: str) -> tuple[str, ...]:
        """What a student may be called: as in `grades.csv`, by the pseudonym, or as the roster calls nobody else."""
        pseudonym = (self._pseudonyms.of(student),) if self._pseudonyms else ()
        return (student, *pseudonym, *(self._enrolled.called.get(student, ()) if self._enrolled else ()))


def read(path: Path, assignment: Assignment) -> Overrides:
    """Read the file; where there is none, nothing is said.

    Raises:
        grader.tables.TableError: something in it is wrong.
    """
    table = tables.read(path)
    if table is None:
        return Overrides()
    words: dict[str, dict[int, Word]] = {}
    names: dict[str, str] = {}
    for line, cells in _cells(table):
        try:
            name = _name(cells["student"])
            key = folded(name)
            word = _word(cells, assignment)
            earlier = next((at for at, other in words.get(key, {}).items() if _sets_the_same(other, word)), None)
            if earlier is not None:
                raise _WrongError(f"line {earlier} already sets this for {quoted(name)}")
        except _WrongError as error:
            raise table.error(line, str(error)) from None
        words.setdefault(key, {})[line] = word
        names.setdefault(key, name)
    return Overrides(words, names, tuple(table.notes))


class _WrongError(Exception):
    """What is wrong with a row."""


def _cells(table: tables.Table) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows by column, each with its line."""
    columns = [name.casefold() for name in table.head.cells]
    if sorted(columns) != sorted(COLUMNS):
        got = ", ".join(map(quoted, table.head.cells))
        raise table.error(table.head.line, f"expected the columns {', '.join(COLUMNS)}, got {got}")
    for row in table.rows:
        if len(row.cells) > len(columns):
            said = f"expected {len(columns)} cells, got {len(row.cells)}"
            raise table.error(row.line, f"{said}: a reason with a comma in it needs quotes around it")
        cells = row.cells + ("",) * (len(columns) - len(row.cells))
        yield row.line, dict(zip(columns, cells, strict=True))


def _name(cell: str) -> str:
    name = as_written(cell)
    if not name:
        raise _WrongError("expected a student's name, got nothing")
    return name


def _word(cells: Mapping[str, str], assignment: Assignment) -> Word:
    task, points, reason = cells["task"], cells["points"], tables.said(cells["reason"])
    if task == DEADLINE:
        return Extension(_date(points), reason)
    if task == FREE_DAYS:
        return FreeDays(_days(points), reason)
    tasks = [each.id for each in assignment.tasks]
    if task not in (*tasks, LATE) and (task or points):
        raise _WrongError(
            f"there is no task {quoted(task)}: expected {', '.join(tasks)}, {LATE}, {DEADLINE} or {FREE_DAYS}"
        )
    if not points and task != LATE and reason:
        return Comment(task, reason)
    of_tasks = {each.id: possible_of(each, assignment) for each in assignment.tasks}
    most = possible(assignment) if task == LATE else of_tasks.get(task, max(of_tasks.values()))
    if not _POINTS.fullmatch(points) or float(points.replace(",", ".")) > most:
        or_comment = "" if task == LATE or points else ", or a comment as the reason"
        raise _WrongError(f"expected points between 0 and {most:g}{or_comment}, got {quoted(points)}")
    return Override(task, float(points.replace(",", ".")), reason)


def _date(cell: str) -> datetime:
    """A date; one without a time of day is to the end of its day."""
    try:
        if not _DATE.fullmatch(cell):
            raise ValueError
        date = datetime.fromisoformat(cell)
    except ValueError:
        raise _WrongError(f"expected a date such as 2026-03-08T23:59:59 for {DEADLINE}, got {quoted(cell)}") from None
    return date if len(cell) > len("2026-03-08") else datetime.combine(date, _END_OF_DAY)


def _days(cell: str) -> int:
    if not re.fullmatch(r"\d{1,3}", cell, re.ASCII) or int(cell) > MOST_FREE_DAYS:
        raise _WrongError(f"expected 0 to {MOST_FREE_DAYS} days for {FREE_DAYS}, got {quoted(cell)}")
    return int(cell)


def _sets_the_same(one: Word, other: Word) -> bool:
    """Whether only one of two rows can count; of comments there may be any number."""
    if isinstance(one, Override) and isinstance(other, Override):
        return one.task == other.task
    return type(one) is type(other) and not isinstance(one, Comment)
