"""Makes the proof of a program as `grade` does, for tests: the real sandbox, and no other check."""

import ast
import functools

import msgspec

from checks.dynamic import proof
from checks.exercises import exercise_of, landmarks_of
from checks.exercises.families import PROOF
from checks.model import Array, Finding, Job, Run, Source, Syntax, TaskFiles
from checks.model.assignment import Assignment, Task
from grader.folders import NOWHERE
from grader.judging import dynamic, trips
from grader.judging.answers import KnownAnswers
from grader.judging.prepared import Prepared
from grader.sandbox.client import Sandbox


def proved(task: Task, program: str, assignment: Assignment, _digits: Array, box: Sandbox) -> Run:
    """What the checks look at after the proof of a program that stands in the task's file."""
    source = Source(task.file, program.encode(), "", executable=False)
    prepared = _prepared(task, msgspec.json.encode(assignment))
    outcomes = trips.run(prepared, TaskFiles(source), assignment.limits, box)
    lines = landmarks_of(task, Syntax(task.file, program, ast.parse(program)))
    return dynamic.run_of(prepared, outcomes, lines)


@functools.cache
def _prepared(task: Task, encoded: bytes) -> Prepared:
    """What is the same for every program; no digit is in it."""
    assignment = msgspec.json.decode(encoded, type=Assignment)
    cases = exercise_of(task).proof.cases(task, assignment.cases)
    answers = KnownAnswers(task, assignment, cases, NOWHERE)
    return Prepared(task, assignment, (Job(PROOF, cases, bounded=True),), answers)


def finding(run: Run) -> Finding:
    """The one thing that a proof says."""
    (found,) = proof.judge(run)
    return found
