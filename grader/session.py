"""Grades one submission end to end: static checks and trips into the sandbox side by side, then the fold."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from checks import oracle
from checks.assignment import Assignment, Limits, Task
from checks.families import FULL, PROOF
from checks.model import DynamicCheck, Finding, Grade, Job, Run, Source, Submission, TaskGrade, Verdict
from grader import dynamic, grading
from grader.expected import Answers, expected_answers
from grader.sandbox.client import Sandbox
from grader.sandbox.server import IsolationError, SandboxError
from grader.static import NOT_YOUR_FAULT, StaticAnalysis, failure


class Options(Struct, frozen=True, eq=False):
    """How to grade: which tasks, on what, within what, and where the oracle's answers are kept."""

    tasks: tuple[Task, ...]
    inputs: dynamic.Inputs
    limits: Limits
    cache: Path


class _Work(Struct, frozen=True, eq=False):
    """One task under way. There is no trip when there is no file to run."""

    task: Task
    jobs: tuple[Job, ...]
    trip: Future[dynamic.Outcomes] | None


def grade(
    submission: Submission, assignment: Assignment, options: Options, analysis: StaticAnalysis, box: Sandbox
) -> Grade:
    """Grade the chosen tasks of one submission, whose static analysis is under way.

    Raises:
        IsolationError: the machine has less isolation than was asked for; nothing was run.
    """
    # A full run holds more than a gigabyte for each task: one at a time.
    rounds = [(task,) for task in options.tasks] if options.inputs.full else [options.tasks]
    with ThreadPoolExecutor(len(options.tasks)) as pool:
        try:
            grades: list[TaskGrade] = []
            for tasks in rounds:
                works = [_start(task, submission, assignment, options, box, pool) for task in tasks]
                answers = [_answers(work, assignment, options.cache) for work in works]
                for work, answer in zip(works, answers, strict=True):
                    grades.append(_grade_task(work, submission, assignment, analysis, answer))
        except BaseException:
            box.close()
            pool.shutdown(cancel_futures=True)
            raise
    return grading.grade_submission(submission, assignment, tuple(grades), _isolation(box))


def _isolation(box: Sandbox) -> str:
    """The level that the code was run at."""
    try:
        return box.isolation
    except IsolationError:
        raise  # less than was asked for is no grade
    except SandboxError:
        return "none"  # nothing was run, which every task says


def _start(
    task: Task,
    submission: Submission,
    assignment: Assignment,
    options: Options,
    box: Sandbox,
    pool: ThreadPoolExecutor,
) -> _Work:
    jobs = dynamic.jobs_of(task, assignment, options.inputs)
    if not isinstance(submission.files.get(task.file), Source):
        return _Work(task, jobs, None)
    return _Work(task, jobs, pool.submit(dynamic.run, task, submission, assignment, jobs, options.limits, box))


def _answers(work: _Work, assignment: Assignment, cache: Path) -> dict[str, Answers]:
    """The right answers by case id. Those for the full set are too large to be kept, and worked out again."""
    if work.trip is None:
        return {}
    cases = dynamic.cases_of(work.jobs)
    full = [case for case in cases if case.family == FULL]
    kept = tuple(case for case in cases if case.family not in (FULL, PROOF))
    answers = expected_answers(work.task, assignment.policy, kept, cache)
    return answers | {case.id: oracle.expected(work.task, case, assignment.policy) for case in full}


def _grade_task(
    work: _Work,
    submission: Submission,
    assignment: Assignment,
    analysis: StaticAnalysis,
    answers: dict[str, Answers],
) -> TaskGrade:
    task = work.task
    source = submission.files.get(task.file)
    findings = {check: found for (task_id, check), found in analysis.results().items() if task_id == task.id}
    landmarks = analysis.landmarks(task.id)
    run, trip, trouble = None, None, None
    if work.trip is not None:
        try:
            trip = work.trip.result()
            run = dynamic.judged(
                task, assignment.policy, dynamic.cases_of(work.jobs), trip, lambda case: answers[case.id], landmarks
            )
        except SandboxError as error:
            trouble = _trouble(error)
    return grading.grade_task(
        task,
        assignment,
        source if isinstance(source, Source) else None,
        findings,
        lambda check: _judge(check, run, trouble),
        cpu_seconds=round(trip.cpu_seconds, 3) if trip else None,
        has_right_shape=run is not None and grading.has_right_shape(run),
    )


def _judge(check: DynamicCheck, run: Run | None, trouble: Finding | None) -> grading.Judged:
    if run is None:
        return grading.Judged((trouble,) if trouble and check.id == trouble.check else None)
    try:
        return grading.judge(check, run)
    except Exception as error:  # the check's own failure, which must not be taken for the student's
        return grading.Judged((failure(check.id, error),))


def _trouble(error: SandboxError) -> Finding:
    return Finding(
        check="loads",
        message=f"the grader could not run the file: {error}",
        hint=NOT_YOUR_FAULT,
        verdict=Verdict.INTERNAL_ERROR,
    )
