"""Makes the proof of a program as `grade` does, for tests: the real sandbox, and no other check."""

import ast

from checks import proof
from checks.assignment import Assignment, Task
from checks.landmarks import landmarks
from checks.model import Array, Finding, Run, Source, Syntax, Work
from grader import dynamic
from grader.questions import Questions
from grader.sandbox.client import Sandbox


def proved(task: Task, program: str, assignment: Assignment, digits: Array, box: Sandbox) -> Run:
    """What the checks look at after the proof of a program that stands in the task's file."""
    source = Source(task.file, program.encode(), "", executable=False)
    job = proof.proof_job(task, assignment.cases, digits)
    outcomes = dynamic.run(task, Work(source), Questions(task, assignment.policy, (job,)), assignment.limits, box)
    lines = landmarks(Syntax(task.file, program, ast.parse(program)), task.function)
    return dynamic.judged(task, assignment.policy, job.cases, outcomes, lambda case: (), lines)


def finding(run: Run) -> Finding:
    """The one thing that a proof says."""
    (found,) = proof.judge(run)
    return found
