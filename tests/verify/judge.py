"""Grades programs one by one as the command line does, beside what a simple comparison would have said."""

from typing import NamedTuple

import numpy as np

from checks import oracle
from checks.assignment import Assignment, Task
from checks.cases import values_job
from checks.model import Array, Source, Status, Submission, Verdict, Work
from grader import dynamic, session
from grader.examination import Examination
from grader.places import cache_folder
from grader.questions import Questions
from grader.sandbox.client import Sandbox
from grader.static import StaticWorker
from tests.grading import with_policy

CPU_SECONDS = 2.0  # a program that does not end needs no more to be told
TOO_LITTLE = 1e-6  # of the reference's time: the limit above is not widened


class Judgement(NamedTuple):
    """What became of a program: its verdict, the required checks that failed, and what a comparison of MNIST digits
    with the handout's kernel alone says."""

    verdict: Verdict
    failed: tuple[str, ...]
    right_on_mnist: bool


class Judge:
    """Judges programs for the tasks of an assignment, in one sandbox."""

    def __init__(self, assignment: Assignment, digits: Array, box: Sandbox) -> None:
        limits = {"cpu_seconds": CPU_SECONDS, "cpu_factor": TOO_LITTLE, "proof_cpu_seconds": CPU_SECONDS}
        self._assignment = with_policy(assignment, limits=limits)
        self._digits, self._box, self._worker = digits, box, StaticWorker()
        self._examination = Examination(
            self._assignment, dynamic.Inputs(digits), self._assignment.limits, cache_folder()
        )
        self._right: dict[str, Array] = {}

    def judge(self, task: Task, program: str) -> Judgement:
        """Grade a program as a submission that has this task's file alone."""
        work = Work(Source(task.file, program.encode(), "", executable=False))
        assert isinstance(work.file, Source)
        self._worker.ask(task, self._assignment.policy, work)
        handed_in = Submission("", {task.file: work.file}, has_readme=True)
        graded = session.grade(handed_in, (task,), self._examination, self._worker, self._box).tasks[0]
        required = self._assignment.scoring.required
        failed = tuple(result.id for result in graded.checks if result.status is Status.FAILED)
        return Judgement(
            graded.verdict, tuple(check for check in failed if check in required), self._simple(task, work)
        )

    def _simple(self, task: Task, work: Work) -> bool:
        """Whether the result on MNIST digits with the handout's kernel is right: what a simple test looks at."""
        job = values_job(task, self._assignment.cases, self._digits)
        case = job.cases[0]
        only = Questions(task, self._assignment.policy, (type(job)(job.id, (case,)),))
        array = dynamic.run(task, work, only, self._assignment.limits, self._box)
        returned = array.observations[case.id].array
        if task.id not in self._right:
            self._right[task.id] = oracle.expected(task, case, self._assignment.policy)[0].array
        right = self._right[task.id]
        return returned is not None and returned.shape == right.shape and bool(np.allclose(returned, right, atol=1e-4))
