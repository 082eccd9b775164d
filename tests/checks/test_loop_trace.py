from collections.abc import Iterator

import pytest

from checks import loop_trace
from checks.assignment import Assignment
from checks.model import Array, Finding, Source, Submission
from grader import dynamic
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from tests.checks.watched import EVADING, RIGHT
from tests.grading import sandbox


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with sandbox(tuple(LEVELS)) as made:
        yield made


def found(code: str, assignment: Assignment, digits: Array, box: Sandbox) -> list[Finding]:
    task = assignment.tasks[0]
    handed_in = Submission("student", {task.file: Source(task.file, code.encode(), "", False)}, has_readme=True)
    job = loop_trace.trace_job(task, assignment.cases, digits)
    outcomes = dynamic.run(task, handed_in, assignment, (job,), assignment.limits, box)
    run = dynamic.judged(task, assignment.policy, job.cases, outcomes, lambda case: (), {})
    assert loop_trace.applies(run), outcomes.observations
    return list(loop_trace.judge(run))


@pytest.mark.parametrize("code", RIGHT.values(), ids=RIGHT)
def test_a_right_solution_is_never_told_of_a_loop(code: str, assignment: Assignment, digits: Array, box) -> None:
    assert found(code, assignment, digits, box) == []


@pytest.mark.parametrize("code", EVADING.values(), ids=EVADING)
def test_a_loop_in_disguise_is_told_once(code: str, assignment: Assignment, digits: Array, box) -> None:
    assert len(found(code, assignment, digits, box)) == 1
