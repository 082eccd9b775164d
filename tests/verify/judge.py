"""Grades programs one by one as the command line does, beside what a simple comparison would have said."""

from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import numpy as np

from checks.model import Data, Source, Status, TaskFiles, Verdict
from checks.model.assignment import Assignment, Task
from checks.pipeline import CHECK_IDS
from grader.judging import dynamic, grading, judge
from grader.judging.dynamic import Brought
from grader.judging.prepared import Inputs
from grader.judging.static import StaticWorker
from grader.sandbox.client import Sandbox
from grader.sandbox.server import SandboxError
from tests.grading import with_policy

CPU_SECONDS = 2.0  # a program that does not end needs no more to be told
TOO_LITTLE = 1e-6  # of the reference's time: the limit above is not widened


class Judgement(NamedTuple):
    """What became of a program: its verdict, the required checks that failed, and what a comparison of the handout's
    own call alone says."""

    verdict: Verdict
    failed: tuple[str, ...]
    right_by_handout: bool


class Judge:
    """Judges programs for the tasks of an assignment, in one sandbox; `at_once` threads may ask."""

    def __init__(self, assignment: Assignment, data: Data, box: Sandbox, cache: Path, at_once: int) -> None:
        limits = {"cpu_seconds": CPU_SECONDS, "cpu_factor": TOO_LITTLE, "proof_cpu_seconds": CPU_SECONDS}
        self._assignment = with_policy(assignment, limits=limits)
        self._workers = [StaticWorker() for _ in range(at_once)]
        self._judge = judge.Judge(self._assignment, box, self._workers[0], cache, inputs=Inputs(data))
        self._judge.prepare()  # once, before threads ask
        self._idle: SimpleQueue[StaticWorker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.close()

    def judge(self, task: Task, program: str) -> Judgement:
        """Grade a program as a submission that has this task's file alone."""
        files = TaskFiles(Source(task.file, program.encode(), "", executable=False))
        worker = self._idle.get()
        try:
            worker.ask(task, self._assignment, files)
            brought = self._judge.run(task, files)
            read = worker.result()
        finally:
            self._idle.put(worker)
        ran = dynamic.judged(self._judge.prepared(task), brought, read.landmarks)
        graded = grading.grade_task(task, self._assignment, files, read, ran)
        failed = {result.id for result in graded.checks if result.status is Status.FAILED}
        required = tuple(check for check in CHECK_IDS if check in failed & {*self._assignment.scoring.required})
        return Judgement(graded.verdict, required, self._right_by_handout(task, brought))

    def _right_by_handout(self, task: Task, brought: Brought) -> bool:
        """What a simple test looks at: the result of the handout's own call, which is the first of the task's own."""
        if isinstance(brought, SandboxError):
            return False
        prepared = self._judge.prepared(task)
        case = next(case for case in prepared.shown.cases if case.family == task.calls[0].family)
        returned, answers = brought[0].observations[case.id].array, prepared.answers(case)
        return returned is not None and any(
            returned.shape == right.array.shape and np.allclose(returned, right.array, atol=1e-4) for right in answers
        )
