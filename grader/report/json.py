"""The grade as JSON, in the schema that docs/reference/json.md documents (version 2)."""

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from checks.model import (
    CheckResult,
    Evidence,
    Finding,
    Grade,
    Misconception,
    Score,
    Severity,
    Status,
    TaskGrade,
    Verdict,
    WrongPart,
)
from grader.final_score import Comment, Extension, FinalScore, Lateness
from grader.report.fix_first import fix_first


class JsonFinding(Struct, frozen=True, forbid_unknown_fields=True):
    """What a check says. `line` and `column` count from 1; `file` is null when it is the task's own."""

    severity: Severity
    message: str
    reason: str
    hint: str
    file: str | None
    line: int | None
    column: int | None
    evidence: Evidence
    misconception: Misconception | None
    parts: tuple[WrongPart, ...]


class JsonCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """One check of a task, or of the folder."""

    id: str
    status: Status
    points: float
    possible: float
    findings: tuple[JsonFinding, ...]


class JsonTask(Struct, frozen=True, forbid_unknown_fields=True):
    """One task. `sha256` is that of the file, null when it was not handed in; CPU time is the kernel's count;
    `note` says what the policy took from the points; `fix_first` is what to mend first, in one line, "" for nothing.
    """

    id: str
    file: str
    function: str
    verdict: Verdict
    score: Score
    sha256: str | None
    cpu_seconds: float | None
    note: str
    fix_first: str
    checks: tuple[JsonCheck, ...]


class JsonOptional(Struct, frozen=True, forbid_unknown_fields=True):
    """The optional tasks that were handed in, which do not count. `score` is the grader's, `final` has what the
    instructor set.
    """

    score: Score
    final: Score
    tasks: tuple[JsonTask, ...]


class JsonOverride(Struct, frozen=True, forbid_unknown_fields=True):
    """Points that the instructor set: of a task, whose own points by the grader are `graded`, or of "late"."""

    task: str
    points: float
    graded: float | None
    reason: str


class JsonGrade(Struct, frozen=True, forbid_unknown_fields=True):
    """One submission judged. `score` is the grader's, `final` what counts after overrides and lateness. `extension` is
    the student's own deadline, and `comments` are the instructor's.
    """

    version: Literal[2]
    assignment: str
    submission: str
    isolation: str
    passed: bool
    score: Score
    final: Score
    overrides: tuple[JsonOverride, ...]
    extension: Extension | None
    late: Lateness | None
    comments: tuple[Comment, ...]
    tasks: tuple[JsonTask, ...]
    optional: JsonOptional
    checks: tuple[JsonCheck, ...]


def render(grade: Grade, final: FinalScore | None = None) -> str:
    """The grade as JSON text, indented, with a final newline; without a final score the grader's points count."""
    document = JsonGrade(
        version=2,
        assignment=grade.assignment,
        submission=grade.submission,
        isolation=grade.isolation,
        passed=grade.passed,
        score=grade.score,
        final=final.score if final else grade.score,
        overrides=tuple(_overrides(grade, final)) if final else (),
        extension=final.word.extension if final else None,
        late=final.late if final else None,
        comments=final.word.comments if final else (),
        tasks=tuple(map(_task, grade.tasks)),
        optional=JsonOptional(
            score=grade.optional_score,
            final=final.optional if final else grade.optional_score,
            tasks=tuple(map(_task, grade.optional)),
        ),
        checks=tuple(_check(result) for result in grade.checks),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _overrides(grade: Grade, final: FinalScore) -> Iterator[JsonOverride]:
    graded = {task.task.id: task.score.earned for task in grade.judged}
    for override in final.word.overrides:
        yield JsonOverride(override.task, override.points, graded.get(override.task), override.reason)


def _task(grade: TaskGrade) -> JsonTask:
    fix = fix_first(grade)
    return JsonTask(
        id=grade.task.id,
        file=grade.task.file,
        function=grade.task.function,
        verdict=grade.verdict,
        score=grade.score,
        sha256=grade.source.sha256 if grade.source else None,
        cpu_seconds=grade.cpu_seconds,
        note=grade.note,
        fix_first=fix.line if fix else "",
        checks=tuple(_check(result) for result in grade.checks),
    )


def _check(result: CheckResult) -> JsonCheck:
    findings = tuple(_finding(finding) for finding in result.findings)
    return JsonCheck(result.id, result.status, result.points, result.possible, findings)


def _finding(finding: Finding) -> JsonFinding:
    return JsonFinding(
        severity=finding.severity,
        message=finding.message,
        reason=finding.reason,
        hint=finding.hint,
        file=finding.file or None,
        line=finding.line,
        column=finding.column,
        evidence=finding.evidence,
        misconception=finding.misconception,
        parts=finding.parts,
    )
