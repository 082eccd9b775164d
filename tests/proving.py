"""Makes the proof of a program as `grade` does, for tests: the real sandbox, and no other check."""

import ast
import functools

import msgspec

from checks.dynamic import proof
from checks.exercises import exercise_of
from checks.exercises.convolution.landmarks import landmarks
from checks.exercises.families import PROOF
from checks.model import Array, Finding, Job, Run, Source, Syntax, Work
from checks.model.assignment import Assignment, CasePolicy, Task
from grader.judging import trips
from grader.judging.questions import Questions
from grader.sandbox.client import Sandbox


def proved(task: Task, program: str, assignment: Assignment, _digits: Array, box: Sandbox) -> Run:
    """What the checks look at after the proof of a program that stands in the task's file."""
    source = Source(task.file, program.encode(), "", executable=False)
    job, questions = _asked(task, assignment.cases, msgspec.json.encode(assignment))
    outcomes = trips.run(task, Work(source), questions, assignment.limits, box)
    lines = landmarks(Syntax(task.file, program, ast.parse(program)), task.function)
    return trips.judged(task, assignment.policy, job.cases, outcomes, lambda case: (), lines)


@functools.cache
def _asked(task: Task, cases: CasePolicy, assignment: bytes) -> tuple[Job, Questions]:
    """What is the same for every program; no digit is in it."""
    job = Job(PROOF, exercise_of(task).proof.cases(task, cases), bounded=True)
    return job, Questions(task, msgspec.json.decode(assignment, type=Assignment), (job,))


def finding(run: Run) -> Finding:
    """The one thing that a proof says."""
    (found,) = proof.judge(run)
    return found
