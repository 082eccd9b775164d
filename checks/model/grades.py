"""The result."""

import enum
from collections.abc import Mapping

from msgspec import Struct

from checks.assignment import Task
from checks.model.findings import Finding
from checks.model.submission import Source
from checks.model.words import Verdict


class Score(Struct, frozen=True):
    """Points earned of points possible."""

    earned: float
    possible: float


class Judged(Struct, frozen=True):
    """What one check said: None when it was skipped, and the share of its points that its errors leave."""

    findings: tuple[Finding, ...] | None
    credit: float = 0.0


class Read(Struct, frozen=True):
    """What the static checks said of one task's file, by check id, and lines of it by kind, where to look for a cause.

    It depends on the text alone, so it holds for whoever hands in the same.
    """

    judged: Mapping[str, Judged]
    landmarks: Mapping[str, int] = {}


class Ran(Struct, frozen=True):
    """What the dynamic checks said of one task's file, by check id; a check that is not there was skipped.

    `cpu_seconds` is the kernel's count, `right_shape` says whether any case returned an array of the right shape,
    `isolation` is the level it was run at.
    """

    judged: Mapping[str, Judged]
    cpu_seconds: float | None
    right_shape: bool
    isolation: str


class Status(enum.StrEnum):
    """What became of a check; skipped means that a check it needs did not hold."""

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    SKIPPED = "skipped"


class CheckResult(Struct, frozen=True):
    """One check of one task, with its findings."""

    id: str
    status: Status
    points: float
    possible: float
    findings: tuple[Finding, ...]


class TaskGrade(Struct, frozen=True):
    """One task judged. `note` says what the policy took from the points of checks that hold, if it did."""

    task: Task
    verdict: Verdict
    score: Score
    source: Source | None
    cpu_seconds: float | None
    checks: tuple[CheckResult, ...]
    note: str = ""


class Grade(Struct, frozen=True):
    """One submission judged; every report is a view of it."""

    assignment: str
    submission: str
    isolation: str
    tasks: tuple[TaskGrade, ...]
    checks: tuple[CheckResult, ...]
    score: Score
    passed: bool
