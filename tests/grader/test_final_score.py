import math
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from checks.model import Grade, Score, TaskGrade, Verdict
from checks.model.assignment import Assignment, Late
from grader.final_score import (
    Comment,
    Extension,
    FreeDays,
    InstructorWord,
    Override,
    days_late,
    deadline_of,
    final_score,
)
from grader.intake.taking import read
from tests.classes import commit
from tests.grader.intake.taking import scan

FILE = "0-convolve_grayscale_valid.py"
DEADLINE = datetime(2026, 3, 1, 12, 0)


def grade(assignment: Assignment, *points: float) -> Grade:
    tasks = tuple(
        TaskGrade(task, Verdict.WRONG_ANSWER, Score(earned, 10), None, None, ())
        for task, earned in zip(assignment.tasks, points, strict=False)
    )
    return Grade("a", "ada", "full", tasks, (), Score(sum(points), 10 * len(points)), False)


def test_without_anything_else_the_graders_points_count(assignment: Assignment) -> None:
    result = final_score(grade(assignment, 6.29, 10), Late(), None, marked_late=False)
    assert result.score == Score(16.29, 20)
    assert result.tasks == {"0": 6.29, "1": 10}
    assert (result.word, result.late) == (InstructorWord(), None)


def test_an_override_takes_the_place_of_a_tasks_points(assignment: Assignment) -> None:
    override = Override("0", 9.5, "shown in class")
    result = final_score(grade(assignment, 6.29, 10), Late(), None, False, InstructorWord((override,)))
    assert result.score == Score(19.5, 20)
    assert result.tasks == {"0": 9.5, "1": 10}
    assert result.word.overrides == (override,)


def test_an_override_of_a_task_that_the_grade_does_not_have_changes_nothing(assignment: Assignment) -> None:
    result = final_score(grade(assignment, 6.29), Late(), None, False, InstructorWord((Override("2", 9, ""),)))
    assert result.score == Score(6.29, 10)
    assert result.word.overrides == ()


LATE = Late(deadline=DEADLINE, percent_per_day=10, most_percent=25)


@pytest.mark.parametrize(
    ("after", "days", "points"),
    [
        pytest.param(timedelta(days=-3), 0, 20, id="days before"),
        pytest.param(timedelta(), 0, 20, id="at the deadline"),
        pytest.param(timedelta(seconds=1), 1, 18, id="a second after"),
        pytest.param(timedelta(days=1), 1, 18, id="a day after"),
        pytest.param(timedelta(days=1, seconds=1), 2, 16, id="a day and a second after"),
        pytest.param(timedelta(days=30), 30, 15, id="no more than the most"),
    ],
)
def test_lateness_takes_a_share_of_the_points_for_each_day_begun(
    after: timedelta, days: int, points: float, assignment: Assignment
) -> None:
    result = final_score(grade(assignment, 10, 10), LATE, DEADLINE + after, False)
    assert result.score == Score(points, 20)
    assert (result.late.days if result.late else 0) == days


def test_what_an_override_sets_is_not_taken_from_by_lateness(assignment: Assignment) -> None:
    result = final_score(
        grade(assignment, 10, 10), LATE, DEADLINE + timedelta(days=2), False, InstructorWord((Override("0", 7, ""),))
    )
    assert result.score == Score(7 + 8, 20)
    assert result.late
    assert result.late.points == 2


def test_an_override_says_what_lateness_takes(assignment: Assignment) -> None:
    ill = Override("late", 0, "ill")
    result = final_score(grade(assignment, 10, 10), LATE, DEADLINE + timedelta(days=2), False, InstructorWord((ill,)))
    assert result.score == Score(20, 20)
    assert result.word.overrides == (ill,)
    assert result.late
    assert (result.late.days, result.late.points) == (2, 0)


def test_an_override_of_lateness_takes_nothing_from_who_is_not_late(assignment: Assignment) -> None:
    result = final_score(grade(assignment, 10), LATE, DEADLINE, False, InstructorWord((Override("late", 5, ""),)))
    assert (result.score, result.late) == (Score(10, 10), None)


def test_no_more_is_taken_than_there_is(assignment: Assignment) -> None:
    late = DEADLINE + timedelta(days=2)
    assert final_score(
        grade(assignment, 3), LATE, late, False, InstructorWord((Override("late", 5, ""),))
    ).score == Score(0, 10)


@pytest.mark.parametrize(
    ("late", "submitted", "marked", "days"),
    [
        pytest.param(Late(), None, False, 0, id="nothing known"),
        pytest.param(Late(), None, True, 1, id="marked by the platform, no date"),
        pytest.param(Late(), DEADLINE, True, 1, id="marked by the platform, no deadline"),
        pytest.param(Late(deadline=DEADLINE), None, True, 1, id="marked by the platform, no date for the deadline"),
        pytest.param(Late(deadline=DEADLINE), None, False, 0, id="no date for the deadline"),
        pytest.param(Late(deadline=DEADLINE), DEADLINE, True, 0, id="the dates stand above the platform's mark"),
        pytest.param(
            Late(deadline=DEADLINE, grace_minutes=15), DEADLINE + timedelta(minutes=15), False, 0, id="within the grace"
        ),
        pytest.param(
            Late(deadline=DEADLINE, grace_minutes=15), DEADLINE + timedelta(minutes=16), False, 1, id="beyond the grace"
        ),
        pytest.param(
            Late(deadline=DEADLINE, zone="America/New_York"),
            datetime(2026, 3, 1, 16, 59, tzinfo=UTC),
            False,
            0,
            id="a deadline without a zone is in the policy's",
        ),
        pytest.param(
            Late(deadline=DEADLINE.replace(tzinfo=UTC), zone="America/New_York"),
            DEADLINE,
            False,
            1,
            id="a date without a zone is in the policy's",
        ),
        pytest.param(
            Late(deadline=DEADLINE.replace(tzinfo=UTC), zone="America/New_York"),
            datetime(2026, 3, 1, 13, 30, tzinfo=timezone(timedelta(hours=1))),
            False,
            1,
            id="each in a zone of its own",
        ),
    ],
)
def test_days_late(late: Late, submitted: datetime | None, marked: bool, days: int) -> None:
    assert days_late(late, submitted, marked) == days


# --- the days on which a clock is set --------------------------------------------------------------

# The zone, the deadline by its clock, a date by its clock, and the hours that passed between them.
CLOCKS = {
    "Paris in autumn": ("Europe/Paris", datetime(2026, 10, 24, 12), datetime(2026, 10, 25, 11, 30), 24.5),
    "Paris in spring": ("Europe/Paris", datetime(2026, 3, 28, 12), datetime(2026, 3, 29, 12, 30), 23.5),
    "New York in autumn": ("America/New_York", datetime(2026, 10, 31, 12), datetime(2026, 11, 1, 11, 30), 24.5),
    "New York in spring": ("America/New_York", datetime(2026, 3, 7, 12), datetime(2026, 3, 8, 12, 30), 23.5),
    "Sydney in autumn": ("Australia/Sydney", datetime(2026, 4, 4, 12), datetime(2026, 4, 5, 11, 30), 24.5),
    "Sydney in spring": ("Australia/Sydney", datetime(2026, 10, 3, 12), datetime(2026, 10, 4, 12, 30), 23.5),
    "Lord Howe, by half an hour": (
        "Australia/Lord_Howe",
        datetime(2026, 4, 4, 12),
        datetime(2026, 4, 5, 11, 45),
        24.25,
    ),
    "Kolkata, where none is set": ("Asia/Kolkata", datetime(2026, 10, 24, 12), datetime(2026, 10, 25, 12, 30), 24.5),
}


@pytest.mark.parametrize(("name", "due", "date", "hours"), CLOCKS.values(), ids=CLOCKS)
def test_days_are_elapsed_time_however_the_dates_are_written(
    name: str, due: datetime, date: datetime, hours: float
) -> None:
    """As Brightspace gives a date (by the clock), nbgrader (in UTC) and git (with an offset), and so the deadline."""
    here = ZoneInfo(name)
    written = [
        lambda at: at,
        lambda at: at.replace(tzinfo=here),
        lambda at: at.replace(tzinfo=here).astimezone(UTC),
        lambda at: at.replace(tzinfo=timezone(at.replace(tzinfo=here).utcoffset() or timedelta())),
    ]
    for deadline in written:
        late = Late(deadline=deadline(due), zone=name)
        assert {days_late(late, submitted(date), False) for submitted in written} == {math.ceil(hours / 24)}


def handed_in(folder: Path, at: datetime) -> None:
    """One program, handed in at the same moment in each layout that tells a date; `at` has the course's zone."""
    utc = at.astimezone(UTC)
    (folder / "Ada").mkdir(parents=True)
    (folder / "Ada" / FILE).write_text("print(1)\n")
    platforms = {
        "brightspace": folder / f"1-2 - Ada - {at:%b} {at.day}, {at.year} {at.hour % 12 or 12}{at:%M %p}",
        "nbgrader": folder / "submitted" / "Ada" / "0x04",
        "gradescope": folder / "submission_1",
    }
    for layout, inner in platforms.items():
        outer = folder / ".." / layout
        shutil.copytree(folder / "Ada", outer / inner.relative_to(folder))
    (folder / ".." / "nbgrader" / "submitted" / "Ada" / "0x04" / "timestamp.txt").write_text(f"{utc:%F %T}.5 UTC")
    metadata = f"submission_1:\n  :submitters:\n  - :name: Ada\n  :created_at: {utc:%F %T}.5 Z\n"
    (folder / ".." / "gradescope" / "submission_metadata.yml").write_text(f"---\n{metadata}")
    commit(folder / "Ada", at.isoformat())


@pytest.mark.parametrize(("name", "due", "date", "hours"), CLOCKS.values(), ids=CLOCKS)
def test_days_are_the_same_in_every_layout(
    name: str, due: datetime, date: datetime, hours: float, tmp_path: Path, assignment: Assignment
) -> None:
    handed_in(tmp_path / "git", date.replace(tzinfo=ZoneInfo(name)))
    late = Late(deadline=due, zone=name)
    found = {}
    for layout in ("brightspace", "nbgrader", "gradescope", "git"):
        (entry,) = (each.settled(read(each, assignment)) for each in scan(tmp_path / layout, assignment))
        found[entry.layout] = days_late(late, entry.submitted, entry.late)
    assert found == dict.fromkeys(("brightspace", "nbgrader", "gradescope", "git"), math.ceil(hours / 24))


@pytest.mark.parametrize(
    ("day", "moments"),
    [
        pytest.param(datetime(2026, 10, 25, 2, 30), (0, 1), id="an hour that comes twice"),
        pytest.param(datetime(2026, 3, 29, 2, 30), (0, 1), id="an hour that is left out"),
    ],
)
def test_of_two_moments_that_a_date_may_mean_the_student_has_the_better(
    day: datetime, moments: tuple[int, int]
) -> None:
    here, hour = ZoneInfo("Europe/Paris"), timedelta(hours=1)
    earlier, later = sorted(day.replace(tzinfo=here, fold=fold).astimezone(UTC) for fold in moments)
    assert later - earlier == hour
    late = Late(deadline=day, zone="Europe/Paris")
    assert deadline_of(late) == later
    assert days_late(late, later, False) == 0
    assert days_late(late, later + timedelta(seconds=1), False) == 1
    assert days_late(Late(deadline=earlier, zone="Europe/Paris"), day, False) == 0


@pytest.mark.parametrize("date", [datetime.min, datetime.max], ids=["the first date", "the last date"])
@pytest.mark.parametrize("offset", [-14, 14])
def test_a_date_at_the_end_of_time_is_a_date(date: datetime, offset: int) -> None:
    given = date.replace(tzinfo=timezone(timedelta(hours=offset)))
    days = days_late(Late(deadline=DEADLINE, zone="Pacific/Kiritimati"), given, False)
    assert bool(days) is (date == datetime.max)


# --- what is said of one student -------------------------------------------------------------------


def test_a_deadline_of_one_students_own_stands_above_the_policys(assignment: Assignment) -> None:
    said = InstructorWord(extension=Extension(DEADLINE + timedelta(days=7), "ill"))
    for after, days in ((7, 0), (8, 1)):
        result = final_score(grade(assignment, 10, 10), LATE, DEADLINE + timedelta(days=after), False, said)
        assert (result.late.days if result.late else 0, result.word) == (days, said)
    assert result.late
    assert result.late.deadline == DEADLINE + timedelta(days=7)


def test_a_student_can_have_a_deadline_where_the_policy_has_none() -> None:
    said = InstructorWord(extension=Extension(DEADLINE, ""))
    assert deadline_of(Late(), said) == DEADLINE.replace(tzinfo=UTC)
    assert days_late(Late(), DEADLINE + timedelta(hours=1), False, said) == 1


def test_without_a_deadline_there_is_no_moment() -> None:
    assert deadline_of(Late()) is None


FREE = msgspec.structs.replace(LATE, free_days=2)


@pytest.mark.parametrize(
    ("days", "own", "used", "percent"),
    [
        pytest.param(1, None, 1, 0, id="a day less than there are"),
        pytest.param(2, None, 2, 0, id="as many as there are"),
        pytest.param(3, None, 2, 10, id="a day more than there are"),
        pytest.param(9, None, 2, 25, id="no more than the most"),
        pytest.param(3, 0, 0, 25, id="the student has none left"),
        pytest.param(3, 5, 3, 0, id="the student has more"),
    ],
)
def test_free_days_cost_nothing(days: int, own: int | None, used: int, percent: float, assignment: Assignment) -> None:
    said = InstructorWord(free_days=None if own is None else FreeDays(own, ""))
    late = final_score(grade(assignment, 10, 10), FREE, DEADLINE + timedelta(days=days), False, said).late
    assert late
    assert (late.days, late.free_days_used, late.percent, late.points) == (days, used, percent, percent / 5)
    assert late.free_days == (2 if own is None else own)


def test_what_an_instructor_sets_for_being_late_costs_no_free_day(assignment: Assignment) -> None:
    said = InstructorWord((Override("late", 0, "ill"),))
    late = final_score(grade(assignment, 10), FREE, DEADLINE + timedelta(days=3), False, said).late
    assert late
    assert (late.points, late.free_days_used) == (0, 0)


def test_comments_on_these_tasks_and_on_the_whole_stay_and_change_no_points(assignment: Assignment) -> None:
    said = InstructorWord(comments=(Comment("0", "neat"), Comment("", "see me"), Comment("7", "of another policy")))
    result = final_score(grade(assignment, 3, 4), Late(), None, False, said)
    assert (result.score.earned, [comment.text for comment in result.word.comments]) == (7, ["neat", "see me"])
