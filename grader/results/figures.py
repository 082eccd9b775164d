"""The figures of a class, collected from one submission after the other; nothing is shown here."""

import heapq
import statistics
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from checks.model import TaskGrade, Verdict
from grader.progress import failure_of
from grader.results.gradebooks.grades import failed_checks, misconceptions
from grader.standing import Standing
from grader.store import Record

MOST_SLOW = 5
BINS = 10


class Bin(Struct, frozen=True):
    """How many submissions have at least `low` and less than `high` percent of the points; the last has 100 percent."""

    low: int
    high: int
    count: int


class Slow(Struct, frozen=True):
    """A task's work that needed much CPU time, and how many times the median of the class on that task this is."""

    student: str
    task: str
    cpu_seconds: float
    times: float


class TaskFigures(Struct, frozen=True):
    """One task: verdicts, failed checks, and the mean of the points that count."""

    verdicts: Mapping[Verdict, int]
    failed: Mapping[str, int]
    mean: float


class Figures(Struct, frozen=True):
    """A class. Points are those that count; `totals` are in order, `misconceptions` are counted by student.

    `undated` submissions have no date that a deadline could be held against; `stale` ones were judged by another policy
    than the one given, or by another version.
    """

    possible: float
    totals: Sequence[float]
    bins: Sequence[Bin]
    tasks: Mapping[str, TaskFigures]
    misconceptions: Mapping[str, int]
    slowest: Sequence[Slow]
    overridden: int
    late: int
    undated: int
    stale: int
    internal: Sequence[tuple[str, str]]

    @property
    def mean(self) -> float:
        """The mean of the totals, 0 where there are none."""
        return statistics.fmean(self.totals) if self.totals else 0.0

    @property
    def median(self) -> float:
        """The median of the totals, 0 where there are none."""
        return statistics.median(self.totals) if self.totals else 0.0


class _Task:
    """What is counted of one task."""

    def __init__(self) -> None:
        self.verdicts: Counter[Verdict] = Counter()
        self.failed: Counter[str] = Counter()
        self.points = array("d")
        self.cpu_seconds = array("d")
        self.slowest: list[tuple[float, str]] = []  # a heap, the least slow first

    def add(self, student: str, task: TaskGrade, points: float) -> None:
        self.verdicts[task.verdict] += 1
        self.failed.update(failed_checks(task))
        self.points.append(points)
        if task.cpu_seconds is not None:
            self.cpu_seconds.append(task.cpu_seconds)
            push = heapq.heappush if len(self.slowest) < MOST_SLOW else heapq.heappushpop
            push(self.slowest, (task.cpu_seconds, student))

    def slow(self, task: str) -> list[Slow]:
        median = statistics.median(self.cpu_seconds) if self.cpu_seconds else 0.0
        return [Slow(student, task, cpu, cpu / median if median else 1.0) for cpu, student in self.slowest]


class Collector:
    """Takes in a class. A few numbers are kept of each submission, so that a large class fits."""

    def __init__(self, now: tuple[str, str], *, with_deadline: bool) -> None:
        """`now` are the hashes of the policy that is given and of this version."""
        self._now, self._with_deadline = now, with_deadline
        self._totals, self._shares = array("d"), array("d")
        self._possible = 0.0
        self._tasks: dict[str, _Task] = defaultdict(_Task)
        self._misconceptions: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        self._internal: list[tuple[str, str]] = []

    def add(self, record: Record, standing: Standing) -> None:
        """One submission."""
        student, score = record.entry.student, standing.score
        self._totals.append(score.earned)
        self._shares.append(score.earned / score.possible if score.possible else 1.0)
        self._possible = max(self._possible, score.possible)
        for task in record.grade.tasks:
            self._tasks[task.task.id].add(student, task, standing.tasks[task.task.id])
        self._misconceptions.update(misconceptions(record.grade))
        self._counts["overridden"] += bool(standing.overrides)
        self._counts["late"] += standing.late is not None
        self._counts["undated"] += self._with_deadline and record.entry.submitted is None and not record.entry.late
        self._counts["stale"] += (record.assignment, record.version) != self._now
        if record.internal:
            self._internal.append((student, failure_of(record)))

    def figures(self) -> Figures:
        """What was taken in."""
        slow = [each for name, task in self._tasks.items() for each in task.slow(name)]
        return Figures(
            possible=self._possible,
            totals=array("d", sorted(self._totals)),
            bins=_bins(self._shares),
            tasks={
                name: TaskFigures(task.verdicts, task.failed, statistics.fmean(task.points))
                for name, task in self._tasks.items()
            },
            misconceptions=dict(self._misconceptions.most_common()),
            slowest=heapq.nlargest(MOST_SLOW, slow, key=lambda each: each.cpu_seconds),
            overridden=self._counts["overridden"],
            late=self._counts["late"],
            undated=self._counts["undated"],
            stale=self._counts["stale"],
            internal=self._internal,
        )


def _bins(shares: Sequence[float]) -> list[Bin]:
    counts = Counter(min(int(share * BINS), BINS) for share in shares)
    width = 100 // BINS
    return [Bin(at * width, min(100, (at + 1) * width), counts[at]) for at in range(BINS + 1)]
