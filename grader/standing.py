"""From the points that the grader gave to those that count: what the instructor set, and what being late takes.

The grader's own points stay in the Grade; nothing here changes it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from checks.assignment import LATE, Late
from checks.model import Grade, Score, TaskGrade
from grader import grading
from grader.zones import in_zone

DAY = timedelta(days=1)


class Override(Struct, frozen=True):
    """An instructor's word: the points of one task, or (task LATE) the points that lateness takes."""

    task: str
    points: float
    reason: str


class Lateness(Struct, frozen=True):
    """How late a submission is, in days begun, and the points that this takes: `percent` of those of the tasks that no
    Override sets. The dates are as they were given; a deadline or a date that is not known is None.
    """

    days: int
    percent: float
    points: float
    submitted: datetime | None
    deadline: datetime | None
    seconds: int | None


class Standing(Struct, frozen=True):
    """The points that count: of each task by id, and in all. `late` is None for who is not."""

    tasks: dict[str, float]
    score: Score
    overrides: tuple[Override, ...]
    late: Lateness | None


def standing(
    grade: Grade,
    late: Late,
    submitted: datetime | None,
    marked_late: bool,
    overrides: Sequence[Override] = (),
) -> Standing:
    """The points that count, given when a submission was handed in and whether the platform marked it as late."""
    said = {override.task: override for override in overrides}
    tasks = {task.task.id: _points(task, said.get(task.task.id)) for task in grade.tasks}
    lateness, taken = None, 0.0
    behind = _behind(late, submitted)
    if days := _days(late, behind, marked_late):
        open_to_it = grading.total(task.score for task in grade.tasks if task.task.id not in said).earned
        percent = min(days * late.percent_per_day, late.most_percent)
        taken = said[LATE].points if LATE in said else round(open_to_it * percent / 100, 2)
        lateness = Lateness(
            days, percent, taken, submitted, late.deadline, None if behind is None else int(behind.total_seconds())
        )
    of_tasks = grading.total(Score(tasks[task.task.id], task.score.possible) for task in grade.tasks)
    return Standing(
        tasks=tasks,
        score=Score(max(0.0, round(of_tasks.earned - taken, 4)), of_tasks.possible),
        overrides=tuple(override for override in overrides if override.task in tasks or override.task == LATE),
        late=lateness,
    )


def days_late(late: Late, submitted: datetime | None, marked_late: bool) -> int:
    """Days begun since the deadline; where it or the date is not known, what a platform marks as late is one day."""
    return _days(late, _behind(late, submitted), marked_late)


def _days(late: Late, behind: timedelta | None, marked_late: bool) -> int:
    if behind is None:
        return int(marked_late)
    return 0 if behind <= timedelta(minutes=late.grace_minutes) else max(0, -(-behind // DAY))


def _behind(late: Late, submitted: datetime | None) -> timedelta | None:
    if late.deadline is None or submitted is None:
        return None
    return in_zone(submitted, late.zone) - in_zone(late.deadline, late.zone)


def _points(task: TaskGrade, override: Override | None) -> float:
    return task.score.earned if override is None else override.points
