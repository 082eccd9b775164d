"""The figures of a class, collected from one submission after the other; nothing is shown here."""

import statistics
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from checks.model import CheckResult, Status, TaskGrade, Verdict
from grader.batch.journal import Record
from grader.batch.progress import failure_of
from grader.final_score import FinalScore
from grader.results.mistakes import mistakes

MOST_SLOW = 10
BINS = 10


class Bin(Struct, frozen=True):
    """How many submissions have at least `low` and less than `high` percent of the points; the last has 100 percent."""

    low: int
    high: int
    count: int


class Slow(Struct, frozen=True):
    """A task's work that needed much CPU time, and how many times what the model submission needs this is.

    `times` is None where that was not measured.
    """

    student: str
    task: str
    verdict: Verdict
    cpu_seconds: float
    times: float | None


class CheckFigures(Struct, frozen=True):
    """What became of one check, of files that were handed in; `warned` ones hold."""

    passed: int
    warned: int
    failed: int
    skipped: int

    @property
    def judged(self) -> int:
        """How often it was made; it is skipped where one that it needs does not hold."""
        return self.passed + self.warned + self.failed

    @property
    def rate(self) -> float | None:
        """The share that holds of what was judged, None where nothing was."""
        return (self.passed + self.warned) / self.judged if self.judged else None


class TaskFigures(Struct, frozen=True):
    """One task: verdicts, what became of each check, and the mean of the points that count."""

    title: str
    verdicts: Mapping[Verdict, int]
    checks: Mapping[str, CheckFigures]
    mean: float


class Figures(Struct, frozen=True):
    """A class. Points are those that count; `totals` are in order. `mistakes` are the students who made each, the most
    frequent first, `folder` the checks that are not of one task.

    `undated` submissions have no date that a deadline could be held against; `stale` ones were judged by another policy
    than the one given, or by another version. Of those of the roster who handed in nothing, `absent` is the number, and
    nothing else is told of them.
    """

    possible: float
    totals: Sequence[float]
    bins: Sequence[Bin]
    tasks: Mapping[str, TaskFigures]
    folder: Mapping[str, CheckFigures]
    mistakes: Mapping[str, Sequence[str]]
    slowest: Sequence[Slow]
    overridden: int
    extended: int
    commented: int
    late: int
    undated: int
    stale: int
    absent: int
    internal: Sequence[tuple[str, str]]

    @property
    def mean(self) -> float:
        """The mean of the totals, 0 where there are none."""
        return statistics.fmean(self.totals) if self.totals else 0.0

    @property
    def median(self) -> float:
        """The median of the totals, 0 where there are none."""
        return statistics.median(self.totals) if self.totals else 0.0

    @property
    def notes(self) -> Iterator[str]:
        """What is to be known of some of the submissions, in words."""
        said = {
            f"{self.late} late": self.late,
            f"{self.undated} without a date to hold against the deadline": self.undated,
            f"{self.overridden} with points that overrides.csv sets": self.overridden,
            f"{self.extended} with a deadline or free days of their own": self.extended,
            f"{self.commented} with a comment of yours": self.commented,
            f"{self.stale} judged by another policy or version than now": self.stale,
        }
        return (text for text, count in said.items() if count)


class _Checks:
    """What is counted of checks."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[Status]] = defaultdict(Counter)

    def add(self, results: Iterable[CheckResult]) -> None:
        for result in results:
            self._counts[result.id][result.status] += 1

    def figures(self) -> dict[str, CheckFigures]:
        return {
            check: CheckFigures(count[Status.PASSED], count[Status.WARNED], count[Status.FAILED], count[Status.SKIPPED])
            for check, count in self._counts.items()
        }


class _Task:
    """What is counted of one task."""

    def __init__(self) -> None:
        self.title = ""
        self.verdicts: Counter[Verdict] = Counter()
        self.checks = _Checks()
        self.points = array("d")

    def add(self, task: TaskGrade, points: float) -> None:
        self.title = task.task.title
        self.verdicts[task.verdict] += 1
        self.points.append(points)
        if task.verdict is not Verdict.MISSING:  # of what was not handed in nothing is said
            self.checks.add(task.checks)

    def figures(self) -> TaskFigures:
        return TaskFigures(self.title, self.verdicts, self.checks.figures(), statistics.fmean(self.points))


class _Slowest:
    """The slowest so far, a few more than are asked for."""

    def __init__(self) -> None:
        self._found: list[Slow] = []

    def add(self, slow: Slow) -> None:
        self._found.append(slow)
        if len(self._found) > 10 * MOST_SLOW:
            self._found = self.figures()

    def figures(self) -> list[Slow]:
        return sorted(self._found, key=lambda each: (-(each.times or 0), -each.cpu_seconds))[:MOST_SLOW]


class Collector:
    """Takes in a class. A few numbers are kept of each submission, so that a large class fits."""

    def __init__(
        self,
        now: tuple[str, str],
        reference: Callable[[Record, str], float | None],
        *,
        with_deadline: bool = False,
    ) -> None:
        """`now` are the hashes of the policy that is given and of this version, `reference` the CPU time that the model
        submission needed where a record was judged, for the task with this id."""
        self._now, self._reference, self._with_deadline = now, reference, with_deadline
        self._totals, self._shares = array("d"), array("d")
        self._possible = 0.0
        self._tasks: dict[str, _Task] = defaultdict(_Task)
        self._folder, self._slowest = _Checks(), _Slowest()
        self._mistakes: dict[str, list[str]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        self._internal: list[tuple[str, str]] = []

    def add(self, record: Record, final: FinalScore) -> None:
        """One submission, or one who handed in nothing."""
        if record.absent:
            self._counts["absent"] += 1
            return
        student, score = record.entry.student, final.score
        self._totals.append(score.earned)
        self._shares.append(score.earned / score.possible if score.possible else 1.0)
        self._possible = max(self._possible, score.possible)
        for task in record.grade.tasks:
            self._tasks[task.task.id].add(task, final.tasks[task.task.id])
            if task.cpu_seconds is not None:
                self._slowest.add(self._slow(record, task, task.cpu_seconds))
        self._folder.add(record.grade.checks)
        for what in dict.fromkeys(mistake.what for mistake in mistakes(record.grade)):
            self._mistakes[what].append(student)
        word = final.word
        self._counts["overridden"] += bool(word.overrides)
        self._counts["extended"] += word.extension is not None or word.free_days is not None
        self._counts["commented"] += bool(word.comments)
        self._counts["late"] += final.late is not None
        self._counts["undated"] += self._with_deadline and record.entry.submitted is None and not record.entry.late
        self._counts["stale"] += (record.assignment, record.version) != self._now
        if record.unfinished:
            self._internal.append((student, failure_of(record)))

    def figures(self) -> Figures:
        """What was taken in."""
        frequent = sorted(self._mistakes.items(), key=lambda item: -len(item[1]))
        return Figures(
            possible=self._possible,
            totals=array("d", sorted(self._totals)),
            bins=_bins(self._shares),
            tasks={name: task.figures() for name, task in self._tasks.items()},
            folder=self._folder.figures(),
            mistakes=dict(frequent),
            slowest=self._slowest.figures(),
            overridden=self._counts["overridden"],
            extended=self._counts["extended"],
            commented=self._counts["commented"],
            late=self._counts["late"],
            undated=self._counts["undated"],
            stale=self._counts["stale"],
            absent=self._counts["absent"],
            internal=self._internal,
        )

    def _slow(self, record: Record, task: TaskGrade, cpu_seconds: float) -> Slow:
        needs = self._reference(record, task.task.id)
        times = cpu_seconds / needs if needs else None
        return Slow(record.entry.student, task.task.id, task.verdict, cpu_seconds, times)


def _bins(shares: Sequence[float]) -> list[Bin]:
    counts = Counter(min(int(share * BINS), BINS) for share in shares)
    width = 100 // BINS
    return [Bin(at * width, min(100, (at + 1) * width), counts[at]) for at in range(BINS + 1)]
