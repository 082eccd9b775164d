"""Why a task's file is missing, where the intake has said it: the first thing told of the task is the cause."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import msgspec

from checks.model import Finding, Severity, Submission, TaskGrade, Verdict
from checks.model.assignment import Assignment, files_of

_QUOTED = re.compile("`([^`]+)`")


def explained(grades: Iterable[TaskGrade], submission: Submission, assignment: Assignment) -> tuple[TaskGrade, ...]:
    """The grades, with the cause in the place of what is said of a file that is not there."""
    wanted = {_stem(file) for file in files_of(assignment.tasks)}
    return tuple(
        _told(grade, cause)
        if grade.verdict is Verdict.MISSING and (cause := _cause(_stem(grade.task.file), submission, wanted))
        else grade
        for grade in grades
    )


def _cause(stem: str, submission: Submission, wanted: set[str]) -> Finding | None:
    """What explains best why there is no file of this stem: what is about it, else an error that is about no task's
    file, else, where no task's file is there, what was said of the whole, which comes last.
    """
    about = [(finding, _named(finding) & wanted) for finding in submission.intake if finding.severity != Severity.NOTE]
    whole = [finding for finding, stems in about if not stems]
    found = [finding for finding, stems in about if stem in stems]
    found += [finding for finding in whole if finding.severity is Severity.ERROR]
    found += [] if submission.files else whole[-1:]
    return next(iter(found), None)


def _told(grade: TaskGrade, cause: Finding) -> TaskGrade:
    """The same with the cause for its reason."""
    results = []
    for result in grade.checks:
        findings = tuple(
            msgspec.structs.replace(finding, message=cause.message, hint=cause.hint)
            if finding.verdict is Verdict.MISSING
            else finding
            for finding in result.findings
        )
        results.append(msgspec.structs.replace(result, findings=findings))
    return msgspec.structs.replace(grade, checks=tuple(results))


def _named(finding: Finding) -> set[str]:
    """The files that a message names, without their endings, under which a notebook is a task's, too."""
    return {_stem(name) for name in _QUOTED.findall(finding.message)}


def _stem(name: str) -> str:
    return PurePosixPath(name).stem
