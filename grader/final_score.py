"""From the points that the grader gave to those that count: what the instructor said, and what being late takes.

The grader's own points stay in the Grade; nothing here changes it.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from checks.model import Grade, Score, TaskGrade, total
from checks.model.assignment import LATE, Late
from grader.dates import moment

DAY = timedelta(days=1)


class Override(Struct, frozen=True):
    """The points of one task, or (task LATE) the points that lateness takes, as an instructor sets them."""

    task: str
    points: float
    reason: str


class Extension(Struct, frozen=True):
    """A deadline of one student's own."""

    deadline: datetime
    reason: str


class FreeDays(Struct, frozen=True):
    """How many late days that cost nothing one student has for this assignment."""

    days: int
    reason: str


class Comment(Struct, frozen=True):
    """What an instructor tells a student of one task, or (task "") of the whole, without setting points."""

    task: str
    text: str


class InstructorWord(Struct, frozen=True):
    """An instructor's word on one student."""

    overrides: tuple[Override, ...] = ()
    extension: Extension | None = None
    free_days: FreeDays | None = None
    comments: tuple[Comment, ...] = ()


NO_WORD = InstructorWord()


class Lateness(Struct, frozen=True):
    """How late a submission is, in days begun, and the points that this takes: `percent` of those of the tasks that no
    Override sets. `free_days_used` of the days cost nothing, of the `free_days` that the student has. The dates are as
    they were given; a deadline or a date that is not known is None, `seconds` between them then too.
    """

    days: int
    percent: float
    points: float
    submitted: datetime | None
    deadline: datetime | None
    seconds: int | None
    free_days: int = 0
    free_days_used: int = 0


class FinalScore(Struct, frozen=True):
    """The points that count: of each task by id, and in all. `late` is None for who is not, `word` is what of an
    instructor's word touches this grade. Those of optional tasks are among `tasks`, too; `optional` are they in all.
    """

    tasks: dict[str, float]
    score: Score
    word: InstructorWord
    late: Lateness | None
    optional: Score = Score(0.0, 0.0)


def final_score(
    grade: Grade,
    late: Late,
    submitted: datetime | None,
    marked_late: bool,
    word: InstructorWord = NO_WORD,
) -> FinalScore:
    """The points that count, given when a submission was handed in and whether the platform marked it as late."""
    points = {override.task: override.points for override in word.overrides}
    tasks = {task.task.id: _points(task, points) for task in grade.judged}
    open_to_it = total(task.score for task in grade.tasks if task.task.id not in points).earned
    lateness = _lateness(late, submitted, marked_late, word, open_to_it)
    of_tasks = total(Score(tasks[task.task.id], task.score.possible) for task in grade.tasks)
    return FinalScore(
        tasks=tasks,
        score=Score(max(0.0, round(of_tasks.earned - (lateness.points if lateness else 0), 4)), of_tasks.possible),
        word=_of_these(word, tasks),
        late=lateness,
        optional=total(Score(tasks[task.task.id], task.score.possible) for task in grade.optional),
    )


def days_late(late: Late, submitted: datetime | None, marked_late: bool, word: InstructorWord = NO_WORD) -> int:
    """Days begun since the deadline; where it or the date is not known, what a platform marks as late is one day."""
    behind = _behind(late, submitted, word)
    if behind is None:
        return int(marked_late)
    return 0 if behind <= timedelta(minutes=late.grace_minutes) else max(0, -(-behind // DAY))


def deadline_of(late: Late, word: InstructorWord = NO_WORD) -> datetime | None:
    """The moment, in UTC, until which one student may hand in: the student's own deadline, else the policy's, without
    the policy's minutes of grace. Of two moments that a date may mean it is the later.
    """
    deadline = _due(late, word)
    return None if deadline is None else moment(deadline, late.zone, "latest")


def _due(late: Late, word: InstructorWord) -> datetime | None:
    return word.extension.deadline if word.extension else late.deadline


def _behind(late: Late, submitted: datetime | None, word: InstructorWord) -> timedelta | None:
    """The time that passed since the deadline, whatever the clocks showed meanwhile."""
    deadline = deadline_of(late, word)
    if deadline is None or submitted is None:
        return None
    return moment(submitted, late.zone, "earliest") - deadline


def _lateness(
    late: Late, submitted: datetime | None, marked_late: bool, word: InstructorWord, earned: float
) -> Lateness | None:
    """What lateness takes of the points earned, None for who is not late."""
    days = days_late(late, submitted, marked_late, word)
    if not days:
        return None
    behind = _behind(late, submitted, word)
    taken = next((override.points for override in word.overrides if override.task == LATE), None)
    free = word.free_days.days if word.free_days else late.free_days
    used = min(days, free) if taken is None else 0  # what an instructor sets costs no free day
    percent = min((days - used) * late.percent_per_day, late.most_percent)
    return Lateness(
        days=days,
        percent=percent,
        points=round(earned * percent / 100, 2) if taken is None else taken,
        submitted=submitted,
        deadline=_due(late, word),
        seconds=None if behind is None else int(behind.total_seconds()),
        free_days=free,
        free_days_used=used,
    )


def _of_these(word: InstructorWord, tasks: dict[str, float]) -> InstructorWord:
    """What is said of these tasks, and of the whole."""
    return InstructorWord(
        overrides=tuple(each for each in word.overrides if each.task in tasks or each.task == LATE),
        extension=word.extension,
        free_days=word.free_days,
        comments=tuple(each for each in word.comments if each.task in tasks or not each.task),
    )


def _points(task: TaskGrade, points: dict[str, float]) -> float:
    return points.get(task.task.id, task.score.earned)
