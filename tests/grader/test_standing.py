from datetime import UTC, datetime, timedelta, timezone

import pytest

from checks.assignment import Assignment, Late
from checks.model import Grade, Score, TaskGrade, Verdict
from grader.standing import Override, days_late, standing

DEADLINE = datetime(2026, 3, 1, 12, 0)


def grade(assignment: Assignment, *points: float) -> Grade:
    tasks = tuple(
        TaskGrade(task, Verdict.WRONG_ANSWER, Score(earned, 10), None, None, ())
        for task, earned in zip(assignment.tasks, points, strict=False)
    )
    return Grade("a", "ada", "full", tasks, (), Score(sum(points), 10 * len(points)), False)


def test_without_anything_else_the_graders_points_count(assignment: Assignment) -> None:
    result = standing(grade(assignment, 6.29, 10), Late(), None, marked_late=False)
    assert result.score == Score(16.29, 20)
    assert result.tasks == {"0": 6.29, "1": 10}
    assert (result.overrides, result.late) == ((), None)


def test_an_override_takes_the_place_of_a_tasks_points(assignment: Assignment) -> None:
    override = Override("0", 9.5, "shown in class")
    result = standing(grade(assignment, 6.29, 10), Late(), None, False, [override])
    assert result.score == Score(19.5, 20)
    assert result.tasks == {"0": 9.5, "1": 10}
    assert result.overrides == (override,)


def test_an_override_of_a_task_that_the_grade_does_not_have_changes_nothing(assignment: Assignment) -> None:
    result = standing(grade(assignment, 6.29), Late(), None, False, [Override("2", 9, "")])
    assert result.score == Score(6.29, 10)
    assert result.overrides == ()


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
    result = standing(grade(assignment, 10, 10), LATE, DEADLINE + after, False)
    assert result.score == Score(points, 20)
    assert (result.late.days if result.late else 0) == days


def test_what_an_override_sets_is_not_taken_from_by_lateness(assignment: Assignment) -> None:
    result = standing(grade(assignment, 10, 10), LATE, DEADLINE + timedelta(days=2), False, [Override("0", 7, "")])
    assert result.score == Score(7 + 8, 20)
    assert result.late
    assert result.late.points == 2


def test_an_override_says_what_lateness_takes(assignment: Assignment) -> None:
    ill = Override("late", 0, "ill")
    result = standing(grade(assignment, 10, 10), LATE, DEADLINE + timedelta(days=2), False, [ill])
    assert result.score == Score(20, 20)
    assert result.overrides == (ill,)
    assert result.late
    assert (result.late.days, result.late.points) == (2, 0)


def test_an_override_of_lateness_takes_nothing_from_who_is_not_late(assignment: Assignment) -> None:
    result = standing(grade(assignment, 10), LATE, DEADLINE, False, [Override("late", 5, "")])
    assert (result.score, result.late) == (Score(10, 10), None)


def test_no_more_is_taken_than_there_is(assignment: Assignment) -> None:
    late = DEADLINE + timedelta(days=2)
    assert standing(grade(assignment, 3), LATE, late, False, [Override("late", 5, "")]).score == Score(0, 10)


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
