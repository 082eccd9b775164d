"""The result."""

import enum
import math
from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec import Struct

from checks.model.assignment import TaskName
from checks.model.findings import Finding, Panel, Zeros
from checks.model.repair import Part, Reading
from checks.model.submission import Source
from checks.model.words import Verdict


class Score(Struct, frozen=True):
    """Points earned of points possible."""

    earned: float
    possible: float


def total(scores: Iterable[Score]) -> Score:
    """The sum of scores, free of rounding."""
    pairs = tuple(scores)
    return Score(
        round(math.fsum(score.earned for score in pairs), 4),
        round(math.fsum(score.possible for score in pairs), 4),
    )


class Pixels(Struct, frozen=True):
    """A picture, gray with 1 channel or in colour with 3: red, green and blue.

    `values` are rows x columns x channels float32 numbers, little-endian, which may be anything.
    """

    rows: int
    columns: int
    values: bytes
    channels: int = 1


class Figure(Struct, frozen=True):
    """A picture of what a call is given, with the zeros around it, and rows and columns outlined at its first place.

    `note` is said below the name, `alt` in the place of the picture.
    """

    name: str
    pixels: Pixels
    note: str
    alt: str
    zeros: Zeros = Zeros()
    outlined: tuple[int, int] | None = None


class Beside(Struct, frozen=True):
    """A picture of a result as it is expected, and of the one that came back, where one did that can be drawn.

    `outline` are the rows and columns that came back, where others were expected and both can be laid over each other.
    `name` tells one of several from the others; `panels` are what this one alone is worked out with.
    """

    expected: Pixels
    returned: Pixels | None
    outline: tuple[int, int] | None = None
    name: str = ""
    panels: tuple[Panel, ...] = ()


class Exhibit(Struct, frozen=True):
    """The handout's own call as it was run, in pictures: `subject` is what they show, below a `title`, and
    `call` names the call.

    `right` is said where every value is right, `sizes` how those of the result come about. The shapes are those of
    the whole arrays.
    """

    title: str
    subject: str
    call: str
    right: str
    sizes: str
    figures: tuple[Figure, ...]
    panels: tuple[Panel, ...]
    results: tuple[Beside, ...]
    expected_shape: tuple[int, ...]
    returned_shape: tuple[int, ...] | None


class Judged(Struct, frozen=True):
    """What one check said: None when it was skipped, and the share of its points that its errors leave."""

    findings: tuple[Finding, ...] | None
    credit: float = 0.0


class Read(Struct, frozen=True):
    """What the static checks said of one task's file, by check id, and lines of it by kind, where to look for a cause.

    `meant` has the names that are meant by those that nothing gives a value to, where one is near, `not_here` the
    modules that are not to be had where the file is run, each with the lines that use it; `readings` are the parts that
    the text has as a solution, `guesses` edits of which one or two may be what was meant, the likeliest first. All of
    it depends on the text alone, so it holds for whoever hands in the same. What is more than the checks said is asked
    for where something is wrong: before that it is not there, and this not `is_whole`.
    """

    judged: Mapping[str, Judged]
    landmarks: Mapping[str, int] = {}
    meant: Mapping[str, str] = {}
    not_here: Mapping[str, tuple[int, ...]] = {}
    readings: tuple[Reading, ...] = ()
    guesses: tuple[Part, ...] = ()
    is_whole: bool = True


class Ran(Struct, frozen=True):
    """What the dynamic checks said of one task's file, by check id; a check that is not there was skipped.

    `cpu_seconds` is the kernel's count, `right_shape` says whether any case returned an array of the right shape,
    `isolation` is the level it was run at, `exhibit` shows the handout's own call. `unmoved` are the arguments whose
    values never made a difference.
    """

    judged: Mapping[str, Judged]
    cpu_seconds: float | None
    right_shape: bool
    isolation: str
    exhibit: Exhibit | None = None
    unmoved: tuple[str, ...] = ()


class Status(enum.StrEnum):
    """What became of a check; skipped means that a check it needs did not hold."""

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    SKIPPED = "skipped"


class CheckResult(Struct, frozen=True):
    """One check of one task, with its findings in the order in which they are told."""

    id: str
    status: Status
    points: float
    possible: float
    findings: tuple[Finding, ...]


class TaskGrade(Struct, frozen=True):
    """One task judged. `note` says what the policy took from the points of checks that hold, if it did.

    `checks` are in the order in which every report tells them: what decided the verdict first.
    """

    task: TaskName
    verdict: Verdict
    score: Score
    source: Source | None
    cpu_seconds: float | None
    checks: tuple[CheckResult, ...]
    note: str = ""
    exhibit: Exhibit | None = None


class Grade(Struct, frozen=True):
    """One submission judged; every report is a view of it.

    `tasks` are those that count: the score is theirs, and it is passed where each of them is accepted. `optional` are
    those that were handed in and do not count.
    """

    assignment: str
    submission: str
    isolation: str
    tasks: tuple[TaskGrade, ...]
    checks: tuple[CheckResult, ...]
    score: Score
    passed: bool
    optional: tuple[TaskGrade, ...] = ()

    @property
    def judged(self) -> tuple[TaskGrade, ...]:
        """All tasks that were judged, those that count first."""
        return (*self.tasks, *self.optional)

    @property
    def optional_score(self) -> Score:
        """What the tasks that do not count earned of what they can bring."""
        return total(task.score for task in self.optional)

    def changed(self, change: Callable[[TaskGrade], TaskGrade]) -> "Grade":
        """The same with a change in each task that was judged."""
        tasks, optional = tuple(map(change, self.tasks)), tuple(map(change, self.optional))
        return msgspec.structs.replace(self, tasks=tasks, optional=optional)
