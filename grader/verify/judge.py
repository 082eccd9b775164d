"""Grades programs one by one as the command line does, and measures how far what they return is from what is right."""

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import msgspec
import numpy as np

from checks.dynamic.compare import IN_SILENCE, laid_out, returned
from checks.dynamic.rows import Parts
from checks.exercises.families import PROOF
from checks.model import (
    Answer,
    Array,
    Case,
    Data,
    Exercise,
    Finding,
    Observation,
    Outcome,
    Source,
    Status,
    TaskFiles,
    TaskGrade,
    Verdict,
)
from checks.model.assignment import Assignment, Limits, Task
from checks.pipeline import CHECK_IDS, OF_FORM, STATIC_IDS
from grader.judging import dynamic, grading, judge
from grader.judging.dynamic import Brought
from grader.judging.points import scoring_of
from grader.judging.prepared import Inputs, Prepared
from grader.judging.static import StaticWorker
from grader.sandbox.client import Sandbox
from grader.sandbox.server import SandboxError

TOO_LITTLE = 1e-6  # of the model solution's time: the limit of a mutant is not widened
VALUES = {"values", "proof"}  # what only compares what came back
NEAR = 1e-4  # by which the result of the handout's own call may be off for a simple comparison
SAME = 1e-3  # of the largest value: what is nearer was meant to be the same


class Judgement(NamedTuple):
    """What became of a program: its verdict, the required checks that failed, what a comparison of the task's own first
    call alone says, and how far it is from what is right.

    `deviation` is the largest difference of all calls, as a share of the largest right value of the call; infinite
    where a call raised, or returned something of another form or shape. `exact` says that it is wrong where nothing
    may be off. Both are of programs that were rejected.
    """

    verdict: Verdict
    failed: tuple[str, ...] = ()
    right_by_handout: bool | None = None
    deviation: float = 0.0
    exact: bool = False

    @property
    def killed(self) -> bool:
        """Whether it was rejected."""
        return self.verdict not in (Verdict.ACCEPTED, Verdict.INTERNAL_ERROR)

    @property
    def told_at(self) -> float:
        """The widest tolerance with which a killed one is still killed; infinite where it is with any."""
        return self.deviation if {*self.failed} <= VALUES and self.failed and not self.exact else math.inf

    @property
    def agrees(self) -> bool:
        """Whether it returns what is right, up to rounding."""
        return self.deviation <= SAME and not self.exact

    @property
    def by_text(self) -> bool:
        """Whether a check of the text rejected it."""
        return bool({*self.failed} & {*STATIC_IDS})


class Workers:
    """Processes for the static checks, that several threads share."""

    def __init__(self, number: int) -> None:
        self.all = [StaticWorker() for _ in range(number)]
        self._idle: SimpleQueue[StaticWorker] = SimpleQueue()
        for worker in self.all:
            self._idle.put(worker)

    @contextmanager
    def one(self) -> Iterator[StaticWorker]:
        """One that nobody else has."""
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End them."""
        for worker in self.all:
            worker.close()


class Judge:
    """Judges programs for the tasks of an assignment, in one sandbox; several threads may ask."""

    def __init__(self, assignment: Assignment, data: Data, box: Sandbox, cache: Path, workers: Workers) -> None:
        self.assignment, self.box, self._workers = assignment, box, workers
        self._judge = judge.Judge(assignment, box, workers.all[0], cache, inputs=Inputs(data))

    def prepare(self, tasks: Collection[Task]) -> None:
        """Make once what every program for these tasks is asked.

        Raises:
            ModelError: a model solution does not answer.
        """
        for task in tasks:
            self.prepared(task)

    def prepare_for_verdicts(self, tasks: Collection[Task]) -> None:
        """The same, of which only the verdicts and the checks that fail are wanted: no cause is looked for, and no
        call that shows it.

        Raises:
            ModelError: a model solution does not answer.
        """
        for task in tasks:
            prepared = self.prepared(task)
            prepared.exercise, prepared.known = _without_causes(prepared.exercise), ()

    def prepared(self, task: Task) -> Prepared:
        """What everybody is asked for a task."""
        return self._judge.prepared(task)

    def grade(self, task: Task, files: TaskFiles) -> TaskGrade:
        """What a submission gets that hands this in."""
        return self._graded(task, files)[0]

    def judge(self, task: Task, files: TaskFiles) -> Judgement:
        """What becomes of a program, and how far it is from what is right."""
        graded, brought = self._graded(task, files)
        failed = {result.id for result in graded.checks if result.status is Status.FAILED}
        required = tuple(
            check for check in CHECK_IDS if check in failed & {*scoring_of(task, self.assignment).required}
        )
        handout = self._right_by_handout(task, brought)
        if graded.verdict is Verdict.ACCEPTED or brought is None or isinstance(brought, SandboxError):
            return Judgement(graded.verdict, required, handout, math.inf if required else 0.0)
        outcomes = brought[0]
        found = [
            far(case, seen, outcomes.answers(case))
            for case in (*self.prepared(task).cases, *outcomes.sampled)
            for seen in (outcomes.observations.get(case.id),)  # there is none where the time was up before
            if seen is not None and seen.outcome is not Outcome.NOT_RUN
        ]
        deviation = max((each for each, _ in found), default=math.inf)
        return Judgement(graded.verdict, required, handout, deviation, any(exact for _, exact in found))

    def _graded(self, task: Task, files: TaskFiles) -> tuple[TaskGrade, Brought | None]:
        with self._workers.one() as worker:
            worker.ask(task, self.assignment, files)
            said = cache(worker.result)
            try:
                brought = self._judge.run(task, files, said) if isinstance(files.file, Source) else None
            finally:
                read = said()
        ran = dynamic.judged(self.prepared(task), brought, read) if brought else None
        return grading.grade_task(task, self.assignment, files, read, ran), brought

    def _right_by_handout(self, task: Task, brought: Brought | None) -> bool | None:
        """What a simple test looks at: the result of the first call of the task's own, if it has any."""
        cases = self.prepared(task).cases
        case = next((case for case in cases if task.calls and case.family == task.calls[0].family), None)
        if case is None or brought is None or isinstance(brought, SandboxError):
            return None if case is None else False
        outcomes = brought[0]
        return any(_is_near(case, outcomes.observations[case.id], right) for right in outcomes.answers(case))


def _without_causes(exercise: Exercise) -> Exercise:
    """What is asked and what is right, and of a proof that fails no more than that it does."""
    proof = msgspec.structs.replace(
        exercise.proof,
        simpler=lambda task, facts: (),
        told=lambda run: Finding(check=PROOF, message="fails"),
    )
    return msgspec.structs.replace(exercise, proof=proof, exhibit=lambda run: None)


def hurried(assignment: Assignment, cpu_seconds: float, proof_cpu_seconds: float) -> Assignment:
    """The assignment as mutants are judged by it: in little time, and whatever the form of their text is."""
    limits: Limits = msgspec.structs.replace(
        assignment.limits, cpu_seconds=cpu_seconds, cpu_factor=TOO_LITTLE, proof_cpu_seconds=proof_cpu_seconds
    )
    tasks = tuple(
        task if task.required is None else msgspec.structs.replace(task, required=_of_what_it_does(task.required))
        for task in assignment.tasks
    )
    scoring = msgspec.structs.replace(assignment.scoring, required=_of_what_it_does(assignment.scoring.required))
    return msgspec.structs.replace(assignment, limits=limits, tasks=tasks, scoring=scoring)


def _of_what_it_does(required: Sequence[str]) -> tuple[str, ...]:
    return tuple(check for check in required if check not in OF_FORM)


def far(case: Case, observation: Observation, answers: tuple[Answer, ...]) -> tuple[float, bool]:
    """How far a call is from the nearest right answer, as a share of the largest right value; and whether it is wrong
    where nothing may be off."""
    return min((_far(case, observation, answer) for answer in answers), default=(math.inf, True))


def _far(case: Case, observation: Observation, answer: Answer) -> tuple[float, bool]:
    parts = _parts(case, observation, answer)
    if parts is None:
        return math.inf, True
    found = [_share(came, right.array) for came, right in zip(parts, answer.parts, strict=True)]
    exact = any(share > 0 and right.scale == 0 for share, right in zip(found, answer.parts, strict=True))
    return max(found, default=0.0), exact


def _parts(case: Case, observation: Observation, answer: Answer) -> Parts | None:
    """What came back as it is compared with an answer; None where the form or a shape is another one."""
    parts = returned(observation, answer.form)
    if parts is None or [part.shape for part in parts] != [right.array.shape for right in answer.parts]:
        return None
    return laid_out(parts, case, answer)


@IN_SILENCE
def _share(came: Array, right: Array) -> float:
    same = (came == right) | (_nan(came) & _nan(right))
    if np.all(same):
        return 0.0
    if came.dtype.kind not in "biufc" or right.dtype.kind not in "biufc":
        return math.inf
    wide = np.complex128 if "c" in (came.dtype.kind, right.dtype.kind) else np.float64
    difference = np.abs(came.astype(wide) - right.astype(wide))[~same]
    largest = np.abs(right.astype(wide)).max(initial=0.0, where=np.isfinite(right.astype(wide)))
    share = float(difference.max()) / float(largest) if largest else math.inf
    return share if math.isfinite(share) else math.inf


def _nan(array: Array) -> Array:
    return np.isnan(array) if array.dtype.kind in "fc" else np.zeros(array.shape, bool)


@IN_SILENCE
def _is_near(case: Case, observation: Observation, answer: Answer) -> bool:
    parts = _parts(case, observation, answer)
    return parts is not None and all(
        np.allclose(came, right.array, atol=NEAR, equal_nan=True)
        for came, right in zip(parts, answer.parts, strict=True)
    )
