import msgspec
import pytest

from checks.model.assignment import Assignment, Task
from grader.judging.points import possible, possible_of, scoring_of
from tests.grading import with_policy
from tests.tasks import of


def changed(assignment: Assignment, **changes) -> Task:
    return msgspec.structs.replace(of(assignment, "valid"), **changes)


def test_a_task_brings_what_the_policy_says(assignment: Assignment) -> None:
    every = sum(assignment.scoring.points.values())
    assert {possible_of(task, assignment) for task in assignment.tasks} == {every}
    assert possible(assignment) == every * len(assignment.tasks)


def test_a_task_may_have_points_and_required_checks_of_its_own(assignment: Assignment) -> None:
    own = changed(assignment, points=(("values", 10.0), ("quiet", 1.0)), required=("loads",))
    scoring = scoring_of(own, assignment)
    assert (scoring.points["values"], scoring.points["quiet"], scoring.required) == (10.0, 1.0, ("loads",))
    assert scoring.points["loops"] == assignment.scoring.points["loops"]


@pytest.mark.parametrize("check", ["loops"])
def test_what_is_not_asked_of_a_task_brings_nothing_and_takes_nothing(check: str, assignment: Assignment) -> None:
    free = changed(assignment, loops=None)
    without = possible_of(of(assignment, "valid"), assignment) - assignment.scoring.points[check]
    assert possible_of(free, assignment) == without


def test_a_check_that_the_policy_does_not_make_brings_nothing(assignment: Assignment) -> None:
    few = with_policy(assignment, policy={"checks": ("values",)})
    assert possible_of(of(few, "valid"), few) == assignment.scoring.points["values"]
