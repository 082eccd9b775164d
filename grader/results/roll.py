"""The rows of the page of a class: of everybody, or, where these are too many for a page, of those who need a look."""

import heapq
from collections import Counter
from collections.abc import Callable
from enum import IntEnum

from msgspec import Struct

from checks.model import Severity, Verdict
from grader.batch.journal import Record
from grader.final_score import FinalScore
from grader.results.figures import MOST_NAMED
from grader.results.gradebooks.grades import INTAKE
from grader.roster.enrolment import Enrolled

MOST_ROWS = MOST_NAMED  # of everybody
MOST_LOOKED_AT = 1_000  # of those who need a look, where there are more


class Look(IntEnum):
    """Why somebody needs a look, what an instructor has to see first coming first."""

    FAILED = 0
    UNREAD = 1
    FORBIDDEN = 2
    DOUBTFUL = 3
    POINTS = 4


WORDS = {
    Look.FAILED: "the grader failed",
    Look.UNREAD: "something that was handed in cannot be read",
    Look.FORBIDDEN: "the code does what is forbidden",
    Look.DOUBTFUL: "not on the roster, or unclear who of it",
    Look.POINTS: "not all of the points: the fewest first",
}


def look(record: Record, final: FinalScore, enrolled: Enrolled | None) -> Look | None:
    """Why a student needs a look, if so. Who handed in nothing does not: there is nothing to look at."""
    if record.absent:
        return None
    if record.unfinished:
        return Look.FAILED
    found = (finding for result in record.grade.checks if result.id == INTAKE for finding in result.findings)
    if any(finding.severity is Severity.ERROR for finding in found):
        return Look.UNREAD
    if any(task.verdict is Verdict.FORBIDDEN for task in record.grade.judged):
        return Look.FORBIDDEN
    if enrolled in (Enrolled.NO, Enrolled.UNCLEAR):
        return Look.DOUBTFUL
    return Look.POINTS if final.score.earned < final.score.possible else None


class _Needing(Struct, frozen=True, order=True):
    """A row that is kept as long as no more of those are found that come before it: the least is the first to go."""

    look: int
    points: float
    number: int
    name: str
    row: str


class Roll:
    """Takes in rows: what is kept of them is bounded. A row is made where it is kept only."""

    def __init__(self) -> None:
        self.count = 0
        self.looks: Counter[Look] = Counter()
        self._all: dict[str, str] = {}
        self._needing: list[_Needing] = []

    def add(self, name: str, why: Look | None, points: float, made: Callable[[], str]) -> None:
        """The row of one student, whose files are called `name`, and who needs a look or not."""
        self.count += 1
        if not self.is_large:
            self._all[name] = made()
        else:
            self._all.clear()
        if why is None:
            return
        self.looks[why] += 1
        place = (-why, -points, -self.count)
        if len(self._needing) < MOST_LOOKED_AT:
            heapq.heappush(self._needing, _Needing(*place, name, self._all.get(name) or made()))
        elif place > (self._needing[0].look, self._needing[0].points, self._needing[0].number):
            heapq.heapreplace(self._needing, _Needing(*place, name, self._all.get(name) or made()))

    @property
    def is_large(self) -> bool:
        """Whether not everybody is in it."""
        return self.count > MOST_ROWS

    def rows(self) -> dict[str, str]:
        """The rows by what the files are called, in their order on the page."""
        if not self.is_large:
            return self._all
        return {each.name: each.row for each in sorted(self._needing, reverse=True)}
