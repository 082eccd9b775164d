"""Finds submissions whose code is the same after renaming: a place to look, never a verdict."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from checks.model import Source, Status, TaskGrade
from checks.source import syntax_of
from checks.structure import Structure, structure
from grader.results.sheet import Sheet
from grader.store import Record

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


class Similar:
    """Takes in a class; what is the same file is looked at once."""

    def __init__(self) -> None:
        self._known: dict[str, Structure | None] = {}
        self._found: dict[tuple[str, Structure], list[tuple[str, str]]] = defaultdict(list)

    def add(self, record: Record) -> None:
        """One submission."""
        for task in record.grade.tasks:
            if task.source is None or not _parses(task):
                continue
            sha256 = task.source.sha256
            if sha256 not in self._known:
                self._known[sha256] = _structure(task.source)
            found = self._known[sha256]
            if found is not None and found.statements >= LEAST:
                self._found[task.task.id, found].append((record.entry.student, sha256))

    def groups(self) -> list[Group]:
        """The groups of two or more, those with the longest files first: they say the most."""
        groups = [
            Group(task, found.statements, tuple(students))
            for (task, found), students in self._found.items()
            if len(students) > 1
        ]
        return sorted(groups, key=lambda group: (-group.statements, -len(group.students), group.task, group.students))


def write(path: Path, groups: Iterable[Group]) -> None:
    """Write the groups, one student a row; without a group there is no file."""
    with Sheet(path, [HEAD], bom=True) as sheet:
        for number, group in enumerate(groups, 1):
            for student, sha256 in group.students:
                sheet.add((number, group.task, group.statements, student, sha256))


def _parses(task: TaskGrade) -> bool:
    """Whether the file was parsed before, in a process that can be ended: then it can be here."""
    return any(result.id == "source" and result.status is not Status.FAILED for result in task.checks)


def _structure(source: Source) -> Structure | None:
    syntax = syntax_of(source)
    return structure(syntax.module) if syntax else None
