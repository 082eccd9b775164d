"""The figures of a class, collected from one submission after the other; nothing is shown here."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat

from msgspec import Struct

from checks.model import CheckResult, Status, TaskGrade, Verdict
from grader.batch.journal import Record
from grader.batch.progress import failure_of
from grader.final_score import FinalScore
from grader.results.mistakes import mistakes

MOST_SLOW = 10
MOST_NAMED = 5_000  # submissions; of more than these nobody is named among the mistakes
BINS = 10


class Bin(Struct, frozen=True):
    """How many submissions have at least `low` and less than `high` percent of the points; the last has 100 percent."""

    low: int
    high: int
    count: int


class Points(Struct, frozen=True):
    """The points of many: how many have each, the fewest first. Most share theirs with others, so that they are few."""

    counts: Mapping[float, int] = {}

    @classmethod
    def of(cls, counts: Mapping[float, int]) -> "Points":
        """As they were counted."""
        return cls(dict(sorted(counts.items())))

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __iter__(self) -> Iterator[float]:
        return chain.from_iterable(repeat(each, count) for each, count in self.counts.items())

    @property
    def lowest(self) -> float:
        """The fewest, 0 where there are none."""
        return next(iter(self.counts), 0.0)

    @property
    def highest(self) -> float:
        """The most, 0 where there are none."""
        return next(reversed(self.counts), 0.0) if self.counts else 0.0

    @property
    def mean(self) -> float:
        """0 where there are none."""
        return statistics.fmean(self.counts, weights=self.counts.values()) if self.counts else 0.0

    @property
    def median(self) -> float:
        """0 where there are none."""
        count = len(self)
        return statistics.fmean(islice(self, (count - 1) // 2, count // 2 + 1)) if count else 0.0


class Mistaken(Struct, frozen=True):
    """How many made a mistake, and who, where there are not too many to name."""

    count: int
    students: Sequence[str] = ()


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
    """A class. Points are those that count. `mistakes` come the most frequent first, `folder` are the checks that are
    not of one task.

    `undated` submissions have no date that a deadline could be held against; `stale` ones were judged by another policy
    than the one given, or by another version. Of those of the roster who handed in nothing, `absent` is the number, and
    nothing else is told of them. Of the `failures` of the grader, `internal` names the first.
    """

    possible: float
    totals: Points
    bins: Sequence[Bin]
    tasks: Mapping[str, TaskFigures]
    folder: Mapping[str, CheckFigures]
    mistakes: Mapping[str, Mistaken]
    slowest: Sequence[Slow]
    overridden: int
    extended: int
    commented: int
    late: int
    undated: int
    stale: int
    absent: int
    failures: int
    internal: Sequence[tuple[str, str]]

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
        self.points: Counter[float] = Counter()

    def add(self, task: TaskGrade, points: float) -> None:
        self.title = task.task.title
        self.verdicts[task.verdict] += 1
        self.points[points] += 1
        if task.verdict is not Verdict.MISSING:  # of what was not handed in nothing is said
            self.checks.add(task.checks)

    def figures(self) -> TaskFigures:
        return TaskFigures(self.title, self.verdicts, self.checks.figures(), Points.of(self.points).mean)


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
    """Takes in a class. What is kept does not grow with it: it is counted."""

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
        self._totals: Counter[float] = Counter()
        self._bins: Counter[int] = Counter()
        self._possible, self._submissions = 0.0, 0
        self._tasks: dict[str, _Task] = defaultdict(_Task)
        self._folder, self._slowest = _Checks(), _Slowest()
        self._mistakes: Counter[str] = Counter()
        self._mistaken: dict[str, list[str]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        self._internal: list[tuple[str, str]] = []

    def add(self, record: Record, final: FinalScore) -> None:
        """One submission, or one who handed in nothing."""
        if record.absent:
            self._counts["absent"] += 1
            return
        student, score = record.entry.student, final.score
        self._submissions += 1
        self._totals[score.earned] += 1
        self._bins[_bin(score.earned / score.possible if score.possible else 1.0)] += 1
        self._possible = max(self._possible, score.possible)
        for task in record.grade.tasks:
            self._tasks[task.task.id].add(task, final.tasks[task.task.id])
            if task.cpu_seconds is not None:
                self._slowest.add(self._slow(record, task, task.cpu_seconds))
        self._folder.add(record.grade.checks)
        self._mistake(student, {mistake.what: None for mistake in mistakes(record.grade)})
        word = final.word
        self._counts["overridden"] += bool(word.overrides)
        self._counts["extended"] += word.extension is not None or word.free_days is not None
        self._counts["commented"] += bool(word.comments)
        self._counts["late"] += final.late is not None
        self._counts["undated"] += self._with_deadline and record.entry.submitted is None and not record.entry.late
        self._counts["stale"] += (record.assignment, record.version) != self._now
        if record.unfinished:
            self._counts["failures"] += 1
            if len(self._internal) < MOST_NAMED:
                self._internal.append((student, failure_of(record)))

    def _mistake(self, student: str, made: Iterable[str]) -> None:
        for what in made:
            self._mistakes[what] += 1
            if self._submissions <= MOST_NAMED:
                self._mistaken[what].append(student)
        if self._submissions > MOST_NAMED:
            self._mistaken.clear()

    def figures(self) -> Figures:
        """What was taken in."""
        return Figures(
            possible=self._possible,
            totals=Points.of(self._totals),
            bins=_bins(self._bins),
            tasks={name: task.figures() for name, task in self._tasks.items()},
            folder=self._folder.figures(),
            mistakes={
                what: Mistaken(count, self._mistaken.get(what, ())) for what, count in self._mistakes.most_common()
            },
            slowest=self._slowest.figures(),
            overridden=self._counts["overridden"],
            extended=self._counts["extended"],
            commented=self._counts["commented"],
            late=self._counts["late"],
            undated=self._counts["undated"],
            stale=self._counts["stale"],
            absent=self._counts["absent"],
            failures=self._counts["failures"],
            internal=self._internal,
        )

    def _slow(self, record: Record, task: TaskGrade, cpu_seconds: float) -> Slow:
        needs = self._reference(record, task.task.id)
        times = cpu_seconds / needs if needs else None
        return Slow(record.entry.student, task.task.id, task.verdict, cpu_seconds, times)


def _bin(share: float) -> int:
    return min(int(share * BINS), BINS)


def _bins(counts: Mapping[int, int]) -> list[Bin]:
    width = 100 // BINS
    return [Bin(at * width, min(100, (at + 1) * width), counts.get(at, 0)) for at in range(BINS + 1)]
