"""The class as tables: one for people, and one for each platform, as it imports them."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType

from checks.model.assignment import Assignment
from grader.batch.journal import Record
from grader.final_score import FinalScore
from grader.judging.points import possible
from grader.results.csv_file import CsvFile
from grader.results.gradebooks import canvas, grades, gradescope, moodle
from grader.results.student_files import StudentFiles, paths
from grader.roster.enrolment import Enrolled


class Gradebooks:
    """Writes all tables at once; they take their places at the end of `with`. One without a row is not there."""

    def __init__(self, folder: Path, assignment: Assignment, now: datetime) -> None:
        self._assignment, self._now = assignment, now
        self._grades = CsvFile(folder / grades.NAME, grades.head(assignment), bom=True)
        self._canvas = CsvFile(folder / canvas.NAME, canvas.head(assignment, possible(assignment)))
        self._moodle = CsvFile(folder / moodle.NAME, moodle.head())
        self._gradescope = CsvFile(folder / gradescope.NAME, gradescope.head(assignment))
        self._archive = gradescope.Archive(folder / gradescope.ARCHIVE)
        self._all = (self._grades, self._canvas, self._moodle, self._gradescope, self._archive)
        self._stack = ExitStack()

    def __enter__(self) -> "Gradebooks":
        for each in self._all:
            self._stack.enter_context(each)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, at)

    def add(
        self, record: Record, final: FinalScore, name: str, files: StudentFiles, enrolled: Enrolled | None = None
    ) -> None:
        """One student, whose files are called `name`; `enrolled` is what a roster says, where there is one."""
        here = paths(name)
        self._grades.add(grades.row(record, final, self._assignment, here.report, here.feedback, enrolled))
        self._canvas.add(canvas.row(record, final))
        self._moodle.add(moodle.row(record, final, self._now))
        self._gradescope.add(gradescope.row(record, final, self._assignment))
        if number := gradescope.submission_id(record):
            self._archive.add(number, record, final, files.feedback(name))

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the tables that there are."""
        return tuple(each.path.name for each in self._all if each.has_rows)
