"""What is said of a class as a whole: its figures, its groups of similar submissions, and the page of both."""

from msgspec import Struct

from checks.model.assignment import Assignment
from grader.batch import cache_keys
from grader.batch.journal import Journal, Record
from grader.batch.model_time import ModelTimes
from grader.final_score import FinalScore
from grader.results import files
from grader.results.classroom import Classroom
from grader.results.figures import Collector, Figures
from grader.results.similar import Finder, Group
from grader.roster.enrolment import Enrolled
from grader.version import code_version

NAME = "index.html"


class Surveyed(Struct, frozen=True):
    """The figures, and the groups, None where they were not asked for."""

    figures: Figures
    groups: tuple[Group, ...] | None


class Survey:
    """Takes in a class; what is kept of it is bounded, but for what looks for similar submissions."""

    def __init__(self, journal: Journal, assignment: Assignment, *, similar: Finder | None, anonymous: bool) -> None:
        now = (cache_keys.assignment_hash(assignment), code_version())
        with_deadline = assignment.late.deadline is not None
        self._collector = Collector(now, ModelTimes(journal).seconds, with_deadline=with_deadline)
        self._similar = similar
        self._page, self._path = Classroom(assignment, anonymous=anonymous), journal.folder / NAME

    def add(self, record: Record, final: FinalScore, name: str, page: str, enrolled: Enrolled | None = None) -> None:
        """One submission, as it is to be shown; its files are called `name`, `page` is "" or where its page is, and
        `enrolled` is what a roster says, where there is one.
        """
        self._collector.add(record, final)
        self._page.add(record, final, name, page, enrolled)
        if self._similar and not record.absent:
            self._similar.add(record)

    def write(self) -> Surveyed:
        """Write the page; of a class of nobody there is none.

        Raises:
            ResultsError: it cannot be written.
        """
        figures = self._collector.figures()
        groups = tuple(self._similar.groups()) if self._similar else None
        if figures.totals:
            with files.replacing(self._path) as page:
                page.writelines(self._page.parts(figures, groups))
        else:
            files.remove(self._path)
        return Surveyed(figures, groups)
