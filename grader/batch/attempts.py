"""Which of several attempts counts, and what is said of the others."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from checks.model import Finding, Severity
from grader.intake.tree import finding


class Earned(Struct, frozen=True):
    """What an attempt earns after what lateness takes, and when it was handed in."""

    points: float
    submitted: datetime | None


def best(attempts: Sequence[Earned]) -> int:
    """The attempt that earns most; of equal ones the last, which is the work as the student left it."""
    return max(range(len(attempts)), key=lambda at: (attempts[at].points, at))


def told(attempts: Sequence[Earned], counts: int) -> Finding:
    """What each attempt earned, and which counts."""
    each = [
        f"{_when(one)} earned {one.points:g}{' (counts)' if at == counts else ''}" for at, one in enumerate(attempts)
    ]
    return finding(Severity.NOTE, f"the best of {len(attempts)} attempts counts: {', '.join(each)}")


def _when(one: Earned) -> str:
    return one.submitted.isoformat(" ", "minutes") if one.submitted else "one without a date"
