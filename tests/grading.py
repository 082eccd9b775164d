"""Grades a folder as the command line does, for tests: the real checks, sandbox and digits."""

import atexit
import functools
from collections.abc import Mapping
from pathlib import Path

import msgspec

from checks.model import Array, Grade, TaskGrade
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.assignment.naming import naming
from grader.folders import cache_folder
from grader.intake import submission
from grader.judging import grading
from grader.judging import submission as one
from grader.judging.items import WorkItem
from grader.judging.judge import Judge
from grader.judging.prepared import Inputs
from grader.judging.static import StaticWorker
from grader.judging.task_files import works
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import ZygoteProcess
from reference import ASSIGNMENT
from tests.quick import shared

SUBMISSIONS = Path(__file__).resolve().parent.parent / "submissions"


def grade(
    folder: Path,
    assignment: Assignment,
    digits: Array,
    *,
    task_ids: tuple[str, ...] = (),
    full: tuple[Array, ...] = (),
    levels: tuple[str, ...] = tuple(LEVELS),
) -> Grade:
    handed_in = submission.read(folder, assignment)
    assignment = naming(assignment, task_ids)
    limits = assignment.limits_full if full else assignment.limits
    inputs = Inputs({"digits": digits}, {"digits": full} if full else {})
    worker = _worker()
    for task, files in works(handed_in, assignment).items():
        worker.ask(task, assignment, files)
    try:
        judge = Judge(assignment, warm(levels), worker, cache_folder(), inputs=inputs, limits=limits)
        return one.grade(handed_in, judge)
    except BaseException:
        _worker.cache_clear()  # it may still be at work on this one
        raise


@functools.cache
def warm(levels: tuple[str, ...]) -> Sandbox:
    """A sandbox of the first of these levels that the machine has, for as long as this process lasts."""
    with shared():
        made = sandbox(levels)
    atexit.register(made.close)
    return made


@functools.cache
def _worker() -> StaticWorker:
    with shared():
        made = StaticWorker()
    atexit.register(made.close)
    return made


@functools.cache
def _judge() -> Judge:
    """A warm grader with the real policy, but that what never ends is given up sooner."""
    hurried = with_policy(assignments.load(ASSIGNMENT, CHECK_IDS), limits={"cpu_seconds": 1.9})
    with shared():
        made = Judge.started(hurried, tuple(LEVELS.values()), cache_folder())
    atexit.register(made.close)
    return made


def graded(folder: Path, assignment: Assignment) -> Grade:
    """The whole submission's grade with the real policy, without starting a grader for it."""
    handed_in, judge = submission.read(folder, assignment), _judge()
    asked = works(handed_in, assignment)
    judged = [(task, files, judge.judge(WorkItem(task.id, files))) for task, files in asked.items()]
    return grading.graded(handed_in, assignment, judged)


def sandbox(levels: tuple[str, ...]) -> Sandbox:
    """A sandbox of the first of these levels that the machine has."""
    return Sandbox(ZygoteProcess(tuple(LEVELS[level] for level in levels)))


def by_status(task: TaskGrade, status: str) -> list[str]:
    """Their ids in the order in which the checks are made."""
    return sorted((result.id for result in task.checks if result.status == status), key=CHECK_IDS.index)


def with_policy(assignment: Assignment, **changes: Mapping[str, object]) -> Assignment:
    """The assignment with some keys of some of its tables changed."""
    tables = {name: msgspec.structs.replace(getattr(assignment, name), **keys) for name, keys in changes.items()}
    return msgspec.structs.replace(assignment, **tables)
