"""Makes the results: one walk through the journal, in which each submission is held for a moment.

What no longer applies is taken away; `overrides.csv`, and what is not ours, is left as it is.
"""

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from checks.language.structure import NONE_GIVEN, HandedOut
from checks.model.assignment import Assignment
from grader.batch.journal import Journal, Record
from grader.batch.journal_file import JournalError
from grader.final_score import FinalScore, final_score
from grader.intake.entries import folded
from grader.results import absent, anonymous, overrides, pages, similar
from grader.results.anonymous import Pseudonyms
from grader.results.figures import Figures
from grader.results.gradebooks import Gradebooks
from grader.results.instructor import Instructor
from grader.results.names import stem
from grader.results.overrides import Overrides
from grader.results.pages import Pages
from grader.results.reports import FEEDBACK, Reports
from grader.results.similar import Group, Similar
from grader.roster.enrolment import Enrolment
from grader.version import code_version

if TYPE_CHECKING:
    from grader.results.survey import Surveyed

NOT_TOLD = "this name"
MARKED_TOGETHER = 200  # students whose files are noted as written in one transaction


class Made(Struct, frozen=True):
    """What was made: the figures of the class, and the names of the files in the folder.

    `written` counts the students whose files were written. `groups` are the similar submissions, None where they were
    not asked for. `unknown` are the overrides of nobody in the journal: the name and the line. `enrolment` is None
    where there is no roster, and without names it tells numbers alone. `notes` are about how tables were read.
    """

    folder: Path
    figures: Figures
    files: tuple[str, ...]
    written: int
    groups: tuple[Group, ...] | None
    unknown: tuple[tuple[str, int], ...]
    enrolment: Enrolment | None = None
    notes: tuple[str, ...] = ()


def make(
    journal: Journal,
    assignment: Assignment,
    *,
    pseudonyms: Pseudonyms | None,
    with_similar: bool,
    enrolled: Enrolment | None = None,
    given: HandedOut = NONE_GIVEN,
) -> Made:
    """Make all that there is to be made of what is journalled; with `pseudonyms` no name is in it.

    Of everybody on the roster that the class was held against there is a row; where it was `enrolled` by none, there is
    no row of anybody who handed in nothing.
    Of what was `given` to students nothing counts as similar.

    Raises:
        TableError: something in `overrides.csv` is wrong.
        ResultsError: a file cannot be written; what was journalled is kept.
        JournalError: the journal cannot be read, or the disk is full.
    """
    from grader.results import survey  # it draws a page, for which much is loaded

    folder = journal.folder
    said = overrides.read(folder / overrides.NAME, assignment)
    known = pseudonyms or anonymous.of_folder(folder, make=False)
    instructor = Instructor(said, known, enrolled)
    students, written = _Students(journal, known, enrolled, anonymous=pseudonyms is not None), Pages(folder)
    absent.settle(journal, enrolled, assignment, lambda student: students.forget(student, written))
    finder = Similar(given) if with_similar else None
    with (
        survey.Survey(journal, assignment, similar=finder, anonymous=pseudonyms is not None) as whole,
        Gradebooks(folder, assignment, datetime.now(UTC)) as books,
        students,
    ):
        for student, mark, record in records(journal, pseudonyms):
            entry = record.entry
            on_roster = enrolled.of(student) if enrolled else None
            shown = pseudonyms.record(record) if pseudonyms else students.known(record)
            final = final_score(record.grade, assignment.late, entry.submitted, entry.late, instructor.of(student))
            report = students.write(student, mark, shown, final)
            books.add(shown, final, report, students.reports, on_roster)
            written.remove(students.other(student))
            link = pages.path(report) if written.are_of(report, record.graded) else ""
            whole.add(shown, final, report, link, on_roster)
        surveyed = whole.write()
    similar.write(folder / similar.NAME, surveyed.groups or ())
    if pseudonyms:
        pseudonyms.write_table(folder / anonymous.TABLE, (student for student, _, _ in journal.marks()))
    return Made(
        folder=folder,
        figures=surveyed.figures,
        files=_files(survey.NAME, surveyed, books, pseudonyms),
        written=students.written,
        groups=surveyed.groups,
        unknown=tuple((NOT_TOLD if pseudonyms else name, line) for name, line in _unknown(said, instructor, journal)),
        enrolment=enrolled.unnamed() if enrolled and pseudonyms else enrolled,
        notes=tuple(f"{overrides.NAME}, {note}" for note in said.notes),
    )


def _files(page: str, surveyed: "Surveyed", books: Gradebooks, pseudonyms: Pseudonyms | None) -> tuple[str, ...]:
    """The names of the files that there are now."""
    tables = [page] if surveyed.figures.totals else []
    tables += [*books.files, *([similar.NAME] if surveyed.groups else [])]
    return (*tables, *([anonymous.TABLE] if pseudonyms else []), f"{FEEDBACK}/")


def _unknown(said: Overrides, instructor: Instructor, journal: Journal) -> list[tuple[str, int]]:
    """The names in `overrides.csv` of nobody in the journal, each with its first line."""
    unknown = dict(said.names)
    for student, _, _ in journal.marks() if unknown else ():
        for name in instructor.names(student):
            unknown.pop(folded(name), None)
    return [(name, min(said.words[key])) for key, name in unknown.items()]


def records(journal: Journal, pseudonyms: Pseudonyms | None) -> Iterator[tuple[str, str, Record]]:
    """Every student with the mark and the record; in the order of the pseudonyms, which tells nothing of the names."""
    if pseudonyms is None:
        for (student, _, mark), record in zip(journal.marks(), journal.records(), strict=True):
            yield student, mark, record
        return
    for _, student, mark in sorted((pseudonyms.of(student), student, mark) for student, _, mark in journal.marks()):
        found = journal.record(student)
        assert found is not None  # nobody else writes to the journal
        yield student, mark, found


class _Students:
    """Writes students' files where what they show has changed or they are not there, and notes for what in the journal.

    Where the folder has pseudonyms, a student has files of the name or of the pseudonym, never both.
    """

    def __init__(
        self, journal: Journal, pseudonyms: Pseudonyms | None, enrolled: Enrolment | None, *, anonymous: bool
    ) -> None:
        self.reports, self.written = Reports(journal.folder), 0
        self._journal, self._anonymous, self._enrolled = journal, anonymous, enrolled
        self._pseudonyms = pseudonyms
        self._version = code_version()
        self._marks: dict[str, str] = {}

    def __enter__(self) -> "_Students":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with suppress(JournalError) if kind else nullcontext():  # written again then; the first failure is told
            self._journal.mark(self._marks)

    def known(self, record: Record) -> Record:
        """What was journalled, with what the roster knows of the student for a gradebook."""
        if self._enrolled is None:
            return record
        entry = msgspec.structs.replace(record.entry, ids=self._enrolled.known(record.entry))
        return msgspec.structs.replace(record, entry=entry)

    def forget(self, student: str, there: Pages) -> None:
        """Take away the files and the pages of a student who is not there any more."""
        for name in (stem(student), *((self._pseudonyms.of(student),) if self._pseudonyms else ())):
            self.reports.remove(name)
            there.remove(name)

    def other(self, student: str) -> str:
        """What the files are called where it is the other way, by the name or the pseudonym; "" without pseudonyms."""
        if self._pseudonyms is None:
            return ""
        return stem(student) if self._anonymous else self._pseudonyms.of(student)

    def write(self, student: str, mark: str, shown: Record, final: FinalScore) -> str:
        """Write the files of one student; return what they are called."""
        name = shown.entry.student if self._anonymous else stem(student)
        now = _mark(self._version, shown.content, name, final)
        if now == mark and self.reports.are_there(name):
            return name
        self.reports.write(name, shown, final)
        if self._pseudonyms:
            self.reports.remove(self.other(student))
        self.written += 1
        self._marks[student] = now
        if len(self._marks) >= MARKED_TOGETHER:
            self._journal.mark(self._marks)
            self._marks.clear()
        return name


def _mark(version: str, content: str, name: str, final: FinalScore) -> str:
    """What a student's files depend on."""
    return hashlib.sha256(msgspec.msgpack.encode((version, content, name, final), order="deterministic")).hexdigest()
