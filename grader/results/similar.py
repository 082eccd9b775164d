"""Finds submissions whose code is the same after renaming: a place to look, never a verdict."""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from checks.language.structure import NONE_GIVEN, HandedOut, Structure, handed_out, structure
from checks.model import Source, Status, TaskGrade
from checks.static.source import syntax_of
from grader.batch.journal import Record
from grader.results import files
from grader.results.csv_file import CsvFile
from grader.tables import as_written

NAME = "similar.csv"
HEAD = ("group", "task", "statements", "student", "sha256")
LEAST = 2  # statements; what has less says nothing


class Group(Struct, frozen=True):
    """Students whose file for one task has the same structure, and how many statements it has."""

    task: str
    statements: int
    students: tuple[tuple[str, str], ...]
    """Each with the SHA-256 of the file."""

    @property
    def same(self) -> bool:
        """Whether it is the same file, byte for byte."""
        return len({sha256 for _, sha256 in self.students}) == 1


class Finder(Protocol):
    """Finds the groups of a class."""

    def add(self, record: Record) -> None:
        """One submission."""

    def groups(self) -> list[Group]:
        """The groups of two or more, those with the longest files first: they say the most."""


class Similar:
    """Takes in a class; what is the same file is looked at once. What students were given does not count."""

    def __init__(self, given: HandedOut = NONE_GIVEN) -> None:
        self._given = given
        self._known: dict[str, Structure | None] = {}
        self._found: dict[tuple[str, Structure], list[tuple[str, str]]] = defaultdict(list)

    def add(self, record: Record) -> None:
        """One submission."""
        for task in record.grade.judged:
            if task.source is None or not _parses(task):
                continue
            sha256 = task.source.sha256
            if sha256 not in self._known:
                self._known[sha256] = _structure(task.source, self._given)
            found = self._known[sha256]
            if found is not None and found.statements >= LEAST:
                self._found[task.task.id, found].append((record.entry.student, sha256))

    def groups(self) -> list[Group]:
        """The groups of two or more, those with the longest files first: they say the most."""
        found = self._found.items()
        return _sorted(Group(task, each.statements, tuple(students)) for (task, each), students in found)


class Written:
    """Takes in a class whose groups were found before, and stand in a table: the same are found again.

    Whom a row is about is told by the file: the table may have names, and what is made of it pseudonyms.
    """

    def __init__(self, path: Path) -> None:
        """Raises ResultsError where it is no table of ours."""
        self._of: dict[tuple[str, str], int] = {}
        self._statements: dict[int, int] = {}
        self._found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        with files.told(path):
            text = path.read_text(encoding="utf-8-sig", errors="replace")
        try:
            for row in csv.DictReader(text.splitlines()):
                number, task = int(row["group"]), as_written(row["task"])
                self._of[task, row["sha256"]] = number
                self._statements[number] = int(row["statements"])
        except (KeyError, ValueError, TypeError, csv.Error) as error:
            told = f"{path}: it is not as it was written: remove it, and give `grader batch --similar` again"
            raise files.ResultsError(told) from error
        self._tasks = {number: task for (task, _), number in self._of.items()}

    def add(self, record: Record) -> None:
        """One submission."""
        for task in record.grade.judged:
            number = self._of.get((task.task.id, task.source.sha256)) if task.source else None
            if number is not None and task.source:
                self._found[number].append((record.entry.student, task.source.sha256))

    def groups(self) -> list[Group]:
        """The groups of two or more, those with the longest files first: they say the most."""
        found = self._found.items()
        return _sorted(Group(self._tasks[each], self._statements[each], tuple(who)) for each, who in found)


def _sorted(groups: Iterable[Group]) -> list[Group]:
    of_many = (group for group in groups if len(group.students) > 1)
    return sorted(of_many, key=lambda group: (-group.statements, -len(group.students), group.task, group.students))


def given_by(places: Sequence[Path]) -> tuple[HandedOut, tuple[Path, ...]]:
    """What students were given by the Python files in these folders, and those files that could not be read as such.

    Raises:
        ResultsError: there is no such file in a folder, or it cannot be read.
    """
    modules, unread = [], []
    for place in places:
        with files.told(place):
            found = sorted(path for path in place.rglob("*.py") if path.is_file())
        if not found:
            raise files.ResultsError(f"{place} has no Python file: name the folder that was handed out with --ignore")
        for path in found:
            with files.told(path):
                data = path.read_bytes()
            syntax = syntax_of(Source(path.name, data, hashlib.sha256(data).hexdigest(), executable=False))
            if syntax:
                modules.append(syntax.module)
            else:
                unread.append(path)
    return handed_out(modules), tuple(unread)


def write(path: Path, groups: Iterable[Group]) -> None:
    """Write the groups, one student a row; without a group there is no file."""
    with CsvFile(path, [HEAD], bom=True) as table:
        for number, group in enumerate(groups, 1):
            for student, sha256 in group.students:
                table.add((number, group.task, group.statements, student, sha256))


def _parses(task: TaskGrade) -> bool:
    """Whether the file was parsed before, in a process that can be ended: then it can be here."""
    return any(result.id == "source" and result.status is not Status.FAILED for result in task.checks)


def _structure(source: Source, given: HandedOut) -> Structure | None:
    syntax = syntax_of(source)
    return structure(syntax.module, given) if syntax else None
