"""Makes the results: one walk through the journal, in which each submission is held for a moment.

What no longer applies is taken away; `overrides.csv`, and what is not ours, is left as it is.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from checks.language.structure import NONE_GIVEN, HandedOut
from checks.model.assignment import Assignment
from grader.batch.journal import Journal, Record
from grader.final_score import FinalScore, final_score
from grader.results import absent, anonymous, overrides, similar
from grader.results.anonymous import Pseudonyms
from grader.results.figures import Figures
from grader.results.gradebooks import Gradebooks
from grader.results.overrides import InstructorWords
from grader.results.similar import Group, Similar
from grader.results.student_files import FEEDBACK, StudentFiles
from grader.roster.enrolment import Enrolled, Enrolment

if TYPE_CHECKING:
    from grader.results.survey import Survey, Surveyed

NOT_TOLD = "this name"


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


class _Student(Struct, frozen=True):
    """A student as the results have one: `shown` has no name in it where they are anonymous, `graded` is when the
    student was graded, and `enrolled` what a roster says, where there is one.
    """

    student: str
    mark: str
    shown: Record
    final: FinalScore
    graded: datetime
    enrolled: Enrolled | None


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
    from grader.results.survey import Survey  # it draws a page, for which much is loaded

    folder = journal.folder
    table = overrides.read(folder / overrides.NAME, assignment)
    known = pseudonyms or anonymous.of_folder(folder, make=False)
    words = InstructorWords(table, known, enrolled)
    files = StudentFiles(journal, known, anonymous=pseudonyms is not None)
    absent.settle(journal, enrolled, assignment, files.forget)
    finder = Similar(given) if with_similar else None
    whole = Survey(journal, assignment, similar=finder, anonymous=pseudonyms is not None)
    with (
        Gradebooks(folder, assignment, datetime.now(UTC)) as books,
        files,
    ):
        for student in _students(journal, assignment, words, pseudonyms, enrolled):
            _write(student, files, books, whole)
        surveyed = whole.write()
    similar.write(folder / similar.NAME, surveyed.groups or ())
    if pseudonyms:
        pseudonyms.write_table(folder / anonymous.TABLE, (student for student, _, _ in journal.marks(pseudonyms.of)))
    unknown = words.of_nobody(student for student, _, _ in journal.marks())
    return Made(
        folder=folder,
        figures=surveyed.figures,
        files=_names(surveyed, books, pseudonyms),
        written=files.written,
        groups=surveyed.groups,
        unknown=tuple((NOT_TOLD if pseudonyms else name, line) for name, line in unknown),
        enrolment=enrolled.unnamed() if enrolled and pseudonyms else enrolled,
        notes=tuple(f"{overrides.NAME}, {note}" for note in table.notes),
    )


def _students(
    journal: Journal,
    assignment: Assignment,
    words: InstructorWords,
    pseudonyms: Pseudonyms | None,
    enrolled: Enrolment | None,
) -> Iterator[_Student]:
    """Everybody in the journal, one at a time."""
    for student, mark, record in _records(journal, pseudonyms):
        entry = record.entry
        yield _Student(
            student=student,
            mark=mark,
            shown=pseudonyms.record(record) if pseudonyms else _known(record, enrolled),
            final=final_score(record.grade, assignment.late, entry.submitted, entry.late, words.on(student)),
            graded=record.graded,
            enrolled=enrolled.of(student) if enrolled else None,
        )


def _records(journal: Journal, pseudonyms: Pseudonyms | None) -> Iterator[tuple[str, str, Record]]:
    """Every student with the mark and the record; in the order of the pseudonyms, which tells nothing of the names."""
    if pseudonyms is None:
        for (student, _, mark), record in zip(journal.marks(), journal.records(), strict=True):
            yield student, mark, record
        return
    for student, _, mark in journal.marks(pseudonyms.of):
        found = journal.record(student)
        assert found is not None  # nobody else writes to the journal
        yield student, mark, found


def _known(record: Record, enrolled: Enrolment | None) -> Record:
    """What was journalled, with what the roster knows of the student for a gradebook."""
    if enrolled is None:
        return record
    entry = msgspec.structs.replace(record.entry, ids=enrolled.known(record.entry))
    return msgspec.structs.replace(record, entry=entry)


def _write(student: _Student, files: StudentFiles, books: Gradebooks, whole: "Survey") -> None:
    """Write one student's files, and the rows of all tables."""
    name = files.write(student.student, student.mark, student.shown, student.final)
    books.add(student.shown, student.final, name, files, student.enrolled)
    whole.add(student.shown, student.final, name, files.page(name, student.graded), student.enrolled)


def _names(surveyed: "Surveyed", books: Gradebooks, pseudonyms: Pseudonyms | None) -> tuple[str, ...]:
    """The names of the files that there are now."""
    from grader.results import survey

    tables = [survey.NAME] if surveyed.figures.totals else []
    tables += [*books.files, *([similar.NAME] if surveyed.groups else [])]
    return (*tables, *([anonymous.TABLE] if pseudonyms else []), f"{FEEDBACK}/")
