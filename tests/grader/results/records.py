"""Records as a batch journals them, made by hand: three tasks, each with the points given."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from checks.model import CheckResult, Finding, Grade, Misconception, Score, Source, Status, TaskGrade, Verdict
from checks.model.assignment import Assignment
from grader.batch import cache_keys
from grader.batch.journal import Journal, Record
from grader.intake.entries import Entry, Location
from grader.version import code_version

GRADED = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
FLIPPED = Misconception("flipped_kernel", "the kernel is flipped", "convolution", "It is rotated.", "Leave it.")
WRONG = Finding(check="values", message="9 of 9 values differ", misconception=FLIPPED)


def record(
    assignment: Assignment,
    student: str = "ada",
    points: Sequence[float] = (10, 10, 10),
    *,
    files: Mapping[str, bytes] = {},
    findings: Sequence[Finding] = (WRONG,),
    verdict: Verdict = Verdict.WRONG_ANSWER,
    cpu_seconds: float = 0.1,
    intake: Sequence[Finding] = (),
    **entry: object,
) -> Record:
    """A submission; a task with fewer than 10 points has the findings, and the verdict."""
    tasks = []
    for task, earned in zip(assignment.tasks, points, strict=True):
        data = files.get(task.id, b"print(1)\n")
        source = Source(task.file, data, hashlib.sha256(data).hexdigest(), executable=True)
        found = tuple(findings) if earned < 10 else ()
        results = (
            CheckResult("source", Status.PASSED, 0, 0, ()),
            CheckResult("values", Status.FAILED if found else Status.PASSED, earned, 10, found),
        )
        reached = verdict if earned < 10 else Verdict.ACCEPTED
        tasks.append(TaskGrade(task.called, reached, Score(earned, 10), source, cpu_seconds, results))
    handed_in = (
        CheckResult("intake", Status.PASSED, 0, 0, tuple(intake)),
        CheckResult("readme", Status.PASSED, 0, 0, ()),
    )
    score = Score(sum(points), 10 * len(tasks))
    return Record(
        entry=Entry(
            student=student, **{"layout": "folder", "origin": f"class/{student}", "location": Location("p"), **entry}
        ),
        grade=Grade(assignment.name, student, "full", tuple(tasks), handed_in, score, score.earned == score.possible),
        content=cache_keys._hash(student, points, findings, intake, entry),
        sources={},
        runs={task.id: "" for task in assignment.tasks},
        assignment=cache_keys.assignment_hash(assignment),
        version=code_version(),
        graded=GRADED,
        seconds=0.5,
    )


def journal_of(folder: Path, records: Iterable[Record]) -> Journal:
    """An open journal that holds these."""
    journal = Journal(folder)
    for each in records:
        journal.put(each, {})
    return journal
