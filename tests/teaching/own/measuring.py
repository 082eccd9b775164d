"""What the grader says of a wrong program, beside its label."""

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Literal

import msgspec

from checks.exercises.repair.telling import HELPS
from checks.model import Finding, Source, TaskFiles, TaskGrade, WrongPart
from checks.model.assignment import Task
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.folders import cache_folder
from grader.judging import grading
from grader.judging.items import WorkItem
from grader.judging.judge import Judge
from grader.sandbox.levels import LEVELS
from tests.teaching.own.programs import EXERCISES, Program

Outcome = Literal["told", "helps", "nothing", "false"]


@contextlib.contextmanager
def judging(hints: Literal["right", "part"] = "right") -> Iterator[Judge]:
    """A warm grader of these exercises, which tells of parts that are wrong as much as `hints` says."""
    assignment = assignments.load(EXERCISES, CHECK_IDS)
    assignment = msgspec.structs.replace(assignment, policy=msgspec.structs.replace(assignment.policy, hints=hints))
    with Judge.started(assignment, tuple(LEVELS.values()), cache_folder()) as judge:
        yield judge


def graded(program: Program, judge: Judge) -> TaskGrade:
    """What a program gets."""
    task = next(task for task in judge.assignment.tasks if task.function == program.function)
    return graded_text(task, program.text, judge)


def graded_text(task: Task, text: str, judge: Judge) -> TaskGrade:
    """What a text gets for a task."""
    data = text.encode()
    files = TaskFiles(Source(task.file, data, hashlib.sha256(data).hexdigest(), executable=True))
    done = judge.judge(WorkItem(task.id, files))
    return grading.grade_task(task, judge.assignment, files, done.read, done.ran)


def telling(grade: TaskGrade) -> Finding | None:
    """The finding that tells the parts."""
    return next((each for check in grade.checks for each in check.findings if each.parts), None)


def outcome_of(program: Program, grade: TaskGrade) -> Outcome:
    """Whether what is wrong is told, or what helps, nothing, or something that is right."""
    finding = telling(grade)
    if finding is None:
        return "nothing"
    if not all(part.line in program.lines for part in finding.parts):
        return "false"
    helps = finding.reason == HELPS
    return "false" if helps != program.helps else "helps" if helps else "told"


def said(parts: tuple[WrongPart, ...]) -> str:
    """The parts on one line."""
    return "; ".join(f"line {part.line}, {part.name}: {part.written} -> {part.right}" for part in parts)
