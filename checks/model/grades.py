"""The result."""

import enum

from msgspec import Struct

from checks.assignment import Task
from checks.model.findings import Finding
from checks.model.submission import Source
from checks.model.words import Verdict


class Score(Struct, frozen=True):
    """Points earned of points possible."""

    earned: float
    possible: float


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
