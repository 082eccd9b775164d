"""What is the same for every submission: the Jobs of each task and the right answers, made once and used for all."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from checks.dynamic import values
from checks.errors import failed
from checks.exercises import exercise_of
from checks.exercises.families import FULL, PROOF
from checks.model import Case, DynamicCheck, Finding, Job, Judged, Ran, Run, Severity, Verdict, Work
from checks.model.assignment import Assignment, Limits, Task
from checks.pipeline import DYNAMIC_IDS, dynamic_checks, made
from grader.failure import NOT_YOUR_FAULT, failure
from grader.judging import trips
from grader.judging.answers import Answers, expected_answers
from grader.judging.questions import Questions
from grader.sandbox.client import Sandbox
from grader.sandbox.server import IsolationError, SandboxError

NOT_RUN = "none"  # the isolation of what was not run
Brought = tuple[trips.Outcomes, str] | SandboxError  # what the trips did and at which level, or why there were none


class Examination:
    """Runs and judges the work on the tasks of an assignment."""

    def __init__(self, assignment: Assignment, inputs: trips.Inputs, limits: Limits, folder: Path) -> None:
        """`folder` is where right answers are kept."""
        self.assignment, self.full = assignment, bool(inputs.full)
        self._limits, self._inputs, self._folder = limits, inputs, folder
        self.jobs: Callable[[Task], tuple[Job, ...]] = cache(self._make_jobs)
        self.questions: Callable[[Task], Questions] = cache(self._make_questions)
        self.answers: Callable[[Task], Mapping[str, Answers]] = cache(self._make_answers)

    def _make_jobs(self, task: Task) -> tuple[Job, ...]:
        return trips.jobs_of(task, self.assignment, self._inputs)

    def _make_questions(self, task: Task) -> Questions:
        return Questions(task, self.assignment, self.jobs(task))

    def _make_answers(self, task: Task) -> Mapping[str, Answers]:
        """The right answers by case id; the proof makes its own, and those for the full set are too large to keep."""
        cases = trips.cases_of(self.jobs(task))
        kept = tuple(case for case in cases if case.family not in (FULL, PROOF))
        return expected_answers(task, self.assignment.policy, kept, self._folder)

    def run(self, task: Task, work: Work, box: Sandbox) -> Brought:
        """Make the trips for one task.

        Raises:
            IsolationError: the machine has less isolation than was asked for; nothing was run.
        """
        try:
            outcomes = trips.run(task, work, self.questions(task), self._limits, box)
        except IsolationError:
            raise  # less than was asked for is no grade
        except SandboxError as error:
            return error
        return outcomes, box.isolation

    def judge(self, task: Task, brought: Brought, landmarks: Mapping[str, int]) -> Ran:
        """What the dynamic checks say of what the trips brought back."""
        if isinstance(brought, SandboxError):
            return Ran({"loads": Judged((_trouble(brought),))}, None, right_shape=False, isolation=NOT_RUN)
        outcomes, isolation = brought
        answers = self.answers(task)
        cases = trips.cases_of(self.jobs(task))
        policy = self.assignment.policy

        def expected(case: Case) -> Answers:
            return answers[case.id] if case.id in answers else exercise_of(task).answers(task, policy, case)

        seen = trips.judged(task, policy, cases, outcomes, cache(expected), landmarks)
        return Ran(
            judged=_judged(seen),
            cpu_seconds=round(outcomes.cpu_seconds, 3),
            right_shape=values.applies(seen),
            isolation=isolation,
            picture=seen.exercise.picture(seen),
        )


def _judged(run: Run) -> dict[str, Judged]:
    """What each dynamic check that is made says; what needs one before it that fails is skipped."""
    judged: dict[str, Judged] = {}
    chosen = made(DYNAMIC_IDS, run.policy.checks, run.task)
    for check in dynamic_checks():
        if check.id in chosen and not any(need in judged and failed(judged[need]) for need in check.needs):
            judged[check.id] = _judge(check, run)
    return judged


def _judge(check: DynamicCheck, run: Run) -> Judged:
    try:
        if not check.applies(run):
            return Judged(None)
        findings = tuple(check.judge(run))
        wrong = any(finding.severity is Severity.ERROR for finding in findings)
        return Judged(findings, check.credit(run, findings) if check.credit and wrong else 0.0)
    except Exception as error:  # the check's own failure, which must not be taken for the student's
        return Judged((failure(check.id, error),))


def _trouble(error: SandboxError) -> Finding:
    return Finding(
        check="loads",
        message=f"the grader could not run the file: {error}",
        hint=NOT_YOUR_FAULT,
        verdict=Verdict.INTERNAL_ERROR,
    )
