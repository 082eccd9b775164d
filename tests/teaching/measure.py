"""What the grader says of a wrong program, beside its label."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from msgspec import Struct

from checks.dynamic.misspelt import REASON as OF_A_MISSPELT_NAME
from checks.exercises.causes.told import CRASHES
from checks.model import Finding, Severity, Source, Status, TaskFiles, TaskGrade
from checks.model.assignment import Task
from grader.judging import grading
from grader.judging.items import WorkItem
from grader.judging.judge import Judge
from tests.teaching.corpus import Mistake, Program

Outcome = Literal["named", "partial", "unnamed", "false"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
# What they find in the text is so: it is the cause of some mistakes, and not untrue of any.
OF_THE_TEXT = ("source", "signature", "imports", "capabilities", "loops", "loads")


class Told(Struct, frozen=True):
    """What became of a wrong program: `said` are the names and the parts it was told, `untrue` words that it was."""

    program: Program
    outcome: Outcome
    said: frozenset[str]
    untrue: tuple[str, ...]
    verdict: str


def measured(program: Program, judge: Judge) -> Told:
    """The program judged alone, and what that is worth."""
    grade = graded(program.task, program.text, judge)
    findings = list(_failed(grade))
    said = frozenset(each for finding in findings for each in _said(finding))
    words = " ".join(" ".join(f"{each.message} {each.reason} {each.hint}".split()) for each in findings)
    untrue = tuple(never for mistake in program.mistakes for never in mistake.never if never in words)
    outcome = "false" if untrue else outcome_of(program.mistakes, said)
    return Told(program, outcome, said, untrue, grade.verdict)


def graded(task_id: str, text: str, judge: Judge) -> TaskGrade:
    """What a program gets for a task."""
    task = task_of(task_id, judge)
    data = text.encode()
    files = TaskFiles(Source(task.file, data, hashlib.sha256(data).hexdigest(), executable=True))
    done = judge.judge(WorkItem(task.id, files))
    return grading.grade_task(task, judge.assignment, files, done.read, done.ran)


def task_of(task_id: str, judge: Judge) -> Task:
    """The task of this id."""
    return next(task for task in judge.assignment.tasks if task.id == task_id)


def outcome_of(mistakes: Iterable[Mistake], said: frozenset[str]) -> Outcome:
    """Named where each mistake is told by a cause that is true of it, false where anything is said that is of none."""
    mistakes = tuple(mistakes)
    true = [_matching(said, mistake.tells) for mistake in mistakes]
    half = [_matching(said, mistake.partly) for mistake in mistakes]
    of_the_text = {f"check:{check}" for check in OF_THE_TEXT}
    if said - of_the_text - frozenset().union(*true, *half):
        return "false"
    if all(true):
        return "named"
    return "partial" if any((*true, *half)) else "unnamed"


def _matching(said: frozenset[str], label: frozenset[str]) -> frozenset[str]:
    """Of what is said that which is in a label; a part without an axis is that of either."""
    return frozenset(each for each in said if any(_same(each, other) for other in label))


def _same(said: str, label: str) -> bool:
    return said == label or (said.partition(" ")[0] == label.partition(" ")[0] and (" " in said) != (" " in label))


def _failed(grade: TaskGrade) -> Iterator[Finding]:
    for result in grade.checks:
        if result.status is Status.FAILED:
            yield from (finding for finding in result.findings if finding.severity is Severity.ERROR)


def _said(finding: Finding) -> Iterator[str]:
    """The causes that a finding tells; an exception in itself is none."""
    if finding.misconception is not None and finding.misconception.id not in CRASHES:
        yield finding.misconception.id
    yield from (part.id for part in finding.parts)
    if finding.reason == OF_A_MISSPELT_NAME:
        yield "check:misspelt"
    if finding.check in OF_THE_TEXT:
        yield f"check:{finding.check}"
