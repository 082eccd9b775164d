from collections.abc import Iterator
from pathlib import Path

import pytest

from checks import loop_trace
from checks.assignment import Assignment
from checks.model import Array, Finding, Source, Work
from grader import dynamic
from grader.questions import Questions
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from tests.conftest import ROOT
from tests.grading import sandbox

PROGRAMS = ROOT / "tests" / "programs" / "loops"


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with sandbox(tuple(LEVELS)) as made:
        yield made


def found(code: str, assignment: Assignment, digits: Array, box: Sandbox) -> list[Finding]:
    task = assignment.tasks[0]
    work = Work(Source(task.file, code.encode(), "", False))
    job = loop_trace.trace_job(task, assignment.cases, digits)
    outcomes = dynamic.run(task, work, Questions(task, assignment.policy, (job,)), assignment.limits, box)
    run = dynamic.judged(task, assignment.policy, job.cases, outcomes, lambda case: (), {})
    assert loop_trace.applies(run), outcomes.observations
    return list(loop_trace.judge(run))


def programs(kind: str) -> pytest.MarkDecorator:
    paths = sorted((PROGRAMS / kind).glob("*.py"))
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem.replace("_", " "))


@programs("right")
def test_a_right_solution_is_told_of_no_loop(path: Path, assignment: Assignment, digits: Array, box) -> None:
    assert found(path.read_text(), assignment, digits, box) == []


@programs("hidden")
def test_a_hidden_loop_is_told_once(path: Path, assignment: Assignment, digits: Array, box) -> None:
    assert len(found(path.read_text(), assignment, digits, box)) == 1
