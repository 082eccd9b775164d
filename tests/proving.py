"""Makes the proof of a program as `grade` does, for tests: the real sandbox, and no other check."""

from collections.abc import Mapping

from checks import proof
from checks.assignment import Assignment, Task
from checks.model import Array, Finding, Run, Source, Work
from grader import dynamic
from grader.questions import Questions
from grader.sandbox.client import Sandbox


def proved(
    task: Task, program: str, assignment: Assignment, digits: Array, box: Sandbox, landmarks: Mapping[str, int] = {}
) -> Run:
    """What the checks look at after the proof of a program that stands in the task's file."""
    source = Source(task.file, program.encode(), "", executable=False)
    job = proof.proof_job(task, assignment.cases, digits)
    outcomes = dynamic.run(task, Work(source), Questions(task, assignment.policy, (job,)), assignment.limits, box)
    return dynamic.judged(task, assignment.policy, job.cases, outcomes, lambda case: (), landmarks)


def finding(run: Run) -> Finding:
    """The one thing that a proof says."""
    (found,) = proof.judge(run)
    return found
