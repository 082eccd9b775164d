"""What every submission of a task is asked, made once: the Cases of each trip, laid out, and the model solution."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from checks.exercises import exchanged, exercise_of, own
from checks.exercises.families import CHANGED, FULL, PROOF
from checks.model import Array, Case, Data, Exercise, Job, TaskFiles
from checks.model.assignment import Assignment, CasePolicy, Limits, Task
from checks.model.exercise import Known
from checks.pipeline import DYNAMIC_IDS, dynamic_checks, made
from grader.judging import variants
from grader.judging.answers import Answers, answers_to
from grader.judging.policy import policy_of
from grader.judging.programs import arguments_of, model_program
from grader.judging.recorded import recorded_jobs
from grader.judging.task_files import fingerprint
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox
from grader.sandbox.request import Call

if TYPE_CHECKING:  # what makes calls of a description, which tasks of a kind do without
    from checks.exercises.inputs_file import Given

LARGEST_ITEM = 16  # bytes; a right answer of any dtype has no larger items
LEAST_RESULT = 1 << 17  # bytes that any call may return: a wrong answer to a small one tells what was done


class Inputs(Struct, frozen=True, eq=False):
    """What the Cases are made of: the assignment's arrays by name, and for a full run all that there is, in chunks."""

    data: Data
    full: Mapping[str, tuple[Array, ...]] = {}


class Asked:
    """Cases that one trip asks, in order, and their calls as the sandbox is given them; `before` come before them."""

    def __init__(self, task: Task, cases: tuple[Case, ...], answers: Answers, before: "Asked | None" = None) -> None:
        self.cases: tuple[Case, ...] = (*before.cases, *cases) if before else cases
        calls = tuple(call(task, case, answers) for case in cases)
        self.layout: Layout = Layout(calls, before.layout if before else None)
        self._answers = answers

    @cached_property
    def by_size(self) -> tuple[int, ...]:
        """The indices of those that are not always watched, that with the smallest right answer first."""
        others = (index for index, case in enumerate(self.cases) if not case.traced)
        return tuple(sorted(others, key=lambda index: right_size(self.cases[index], self._answers)))


class Prepared:
    """A task as it is asked of everybody.

    A process that is given a hidden Case could tell of it in what it does with a later one, and the proof has less
    time: so each has a trip of its own.
    """

    def __init__(
        self,
        task: Task,
        assignment: Assignment,
        jobs: tuple[Job, ...],
        answers: Answers,
        known: tuple[Known, ...] = (),
    ) -> None:
        self.task, self.policy, self.answers, self.known = task, policy_of(task, assignment), answers, known
        self.exercise: Exercise = exercise_of(task)
        self.model = model_program(task, assignment)
        self.cases = tuple(case for job in jobs for case in job.cases)
        # Small ones first: whoever is slow has answered most when the time is up.
        every = (case for job in jobs if not job.bounded for case in job.cases)
        cases = sorted(every, key=self.exercise.size)
        self.shown = Asked(task, tuple(case for case in cases if not case.hidden), answers)
        self.hidden = Asked(task, tuple(case for case in cases if case.hidden), answers)
        self.bounded = Asked(task, tuple(case for job in jobs if job.bounded for case in job.cases), answers)
        self.watches, self.seed = any(case.traced for case in self.cases), assignment.cases.seed
        self._cases = assignment.cases

    def sample(self, files: TaskFiles) -> Iterator[Case]:
        """The calls of the proof with ordinary values, in the order in which these files are asked some of them."""
        if not self.bounded.cases:
            return iter(())
        return self.exercise.proof.sample(self.task, self._cases, self.bounded.cases, fingerprint(files))

    def foresee(self) -> None:
        """Find the right answers, which are known from then on; those to all data are found where they are needed."""
        for case in self.cases:
            if case.family != FULL:
                self.answers(case)

    @cached_property
    def pairs(self) -> exchanged.Pairs:
        """The calls that differ in what one array holds."""
        return exchanged.pairs(self.cases)


def prepare(task: Task, assignment: Assignment, inputs: Inputs, limits: Limits, folder: Path, box: Sandbox) -> Prepared:
    """What is the same for every submission of a task; right answers are kept in `folder`.

    Raises:
        ModelError: the right answers are not to be had.
        SandboxError: the sandbox failed.
    """
    jobs, answers = answered(task, assignment, inputs, limits, folder, box)
    known = variants.known(task, assignment, compared(jobs), limits, folder, box)
    return Prepared(task, assignment, jobs, answers, known)


def answered(
    task: Task, assignment: Assignment, inputs: Inputs, limits: Limits, folder: Path, box: Sandbox
) -> tuple[tuple[Job, ...], Answers]:
    """The Jobs with the Cases to which there is an answer, and the answers; these are kept in `folder`.

    Raises:
        ModelError: the right answers are not to be had.
        SandboxError: the sandbox failed.
    """
    jobs = jobs_of(task, assignment, inputs, _given(task, assignment, limits, box))
    cases = tuple(case for job in jobs for case in job.cases)
    answers = answers_to(task, assignment, cases, limits, folder, box)
    known = (msgspec.structs.replace(job, cases=tuple(filter(answers.knows, job.cases))) for job in jobs)
    return tuple(known), answers


def _given(task: Task, assignment: Assignment, limits: Limits, box: Sandbox) -> "Given":
    """The calls that the task's own file makes, where it has one."""
    if not task.inputs:
        return ()
    from grader.judging.inputs_file import made_by_file

    return made_by_file(task, assignment, limits, box)


def compared(jobs: tuple[Job, ...]) -> tuple[Case, ...]:
    """The Cases of some jobs that are compared with answers."""
    return tuple(case for job in jobs for case in job.cases if job.id in ("values", PROOF))


def jobs_of(task: Task, assignment: Assignment, inputs: Inputs, given: "Given" = ()) -> tuple[Job, ...]:
    """The Jobs that the checks that are made ask for, each once; `given` are the calls that a file makes."""
    exercise, policy = exercise_of(task), assignment.cases
    chosen = made(DYNAMIC_IDS, assignment.policy.checks, task)
    asked = {ask for check in dynamic_checks() if check.id in chosen for ask in check.asks} | {CHANGED}
    if assignment.recorded(task):
        return tuple(job for job in recorded_jobs(task, assignment, inputs.data) if job.id in asked)
    by_file = _by_file(task, policy, given)
    jobs = []
    if "values" in asked:
        cases = (*own.own_calls(task, policy, inputs.data), *by_file, *exercise.values(task, policy, inputs.data))
        values = tuple(c for c in cases if not policy.families or c.family in policy.families)
        jobs += [Job("values", values), Job(CHANGED, exchanged.exchanged(policy, values))]
    if "traced" in asked:
        jobs.append(Job("traced", exercise.traced(task, policy, inputs.data)))
    if "proof" in asked:
        jobs.append(Job(PROOF, exercise.proof.cases(task, policy), bounded=True))
    if "repeated" in asked:
        jobs.append(Job("repeated", exercise.repeated(task, policy, inputs.data)))
    if by_file:
        jobs = [job for job in (*jobs, *_of_file_alone(task, policy, by_file)) if job.cases and job.id in asked]
    if inputs.full:
        jobs.append(Job(FULL, own.full_calls(task, policy, inputs.data, inputs.full)))
    return tuple(jobs)


def _by_file(task: Task, policy: CasePolicy, given: "Given") -> tuple[Case, ...]:
    if not given:
        return ()
    from checks.exercises.inputs_file import cases

    return cases(task, policy, given)


def _of_file_alone(task: Task, policy: CasePolicy, by_file: tuple[Case, ...]) -> tuple[Job, ...]:
    """The further Jobs of a function that nothing else is known of than the calls that a file makes."""
    from checks.exercises.inputs_file import jobs
    from checks.exercises.modelled.cases import is_described

    return () if is_described(task) else jobs(by_file, policy)


def right_size(case: Case, answers: Answers) -> int:
    """How many values a right answer has."""
    return sum(prod(shape) for shape in answers.shapes(case))


def call(task: Task, case: Case, answers: Answers) -> Call:
    """A Case as the sandbox takes it."""
    right = right_size(case, answers) * LARGEST_ITEM
    by_place, by_name = arguments_of(task, case)
    return Call(by_place, case.fill, max(right, LEAST_RESULT), case.traced, by_name)
