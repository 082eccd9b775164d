"""One Grade that has something of everything and never changes: what the golden files are made from."""

import msgspec

from checks.model import (
    CheckResult,
    Evidence,
    Finding,
    Grade,
    Mark,
    Misconception,
    Panel,
    Score,
    Severity,
    Source,
    Status,
    TaskGrade,
    TracebackLine,
    Verdict,
)
from checks.model.assignment import Assignment, Task
from tests.grader.report.html.pages import EXHIBIT
from tests.tasks import FORMS, of

FAR = 8
LINES = (
    b"#!/usr/bin/env python3",
    b'"""A | B, `code`, <b>bold</b> and @everyone"""',
    b"import numpy as np",
    b"",
    b"",
    b"def convolve_grayscale_same(images, kernel):",
    b'    """::error::injected"""',
    b"    kernel = np.flip(kernel)",
)
FLIPPED = Misconception(
    "flipped_kernel", "the kernel is flipped", "convolution", "The kernel is turned around.", "Leave it as it is."
)
SMALLEST = Evidence(
    case="the smallest that fails",
    panels=(
        Panel("image", ((1.0, 0.0, 0.0),), slice=(0,)),
        Panel("kernel", ((1.0, 0.0, 0.0),)),
        Panel("expected", ((0.0, 1.0, 0.0),), "expected", (0,), marks=(Mark("asked", ((0, 1),)),)),
        Panel("returned", ((0.0, 0.0, None),), "returned", (0,), marks=(Mark("wrong", ((0, 1), (0, 2))),)),
    ),
    index=(0, 0, 1),
    sum="[0, 1]: 1*1 + 0*0 + 0*0 = 1",
    snippet="import numpy as np\nassert np.allclose(returned, expected), returned",
)


def passed(check: str, possible: float = 0.0, *findings: Finding) -> CheckResult:
    status = Status.WARNED if any(found.severity is Severity.WARNING for found in findings) else Status.PASSED
    return CheckResult(check, status, possible, possible, findings)


def failed(check: str, points: float, possible: float, *findings: Finding) -> CheckResult:
    return CheckResult(check, Status.FAILED, points, possible, findings)


def skipped(check: str, possible: float = 0.0) -> CheckResult:
    return CheckResult(check, Status.SKIPPED, 0.0, possible, ())


def task_grade(task: Task, verdict: Verdict, results: tuple[CheckResult, ...], **more) -> TaskGrade:
    score = Score(sum(result.points for result in results), sum(result.possible for result in results))
    data = b"\n".join(LINES) + b"\n"
    source = Source(task.file, data, "0" * 64, executable=True) if verdict is not Verdict.MISSING else None
    return TaskGrade(task.called, verdict, score, source, more.pop("cpu_seconds", 0.25), results, **more)


def right(task: Task) -> TaskGrade:
    shapes = Finding(check="shapes", severity=Severity.NOTE, message="(1000, 28, 28) -> (1000, 26, 26)")
    printed = Finding(
        check="quiet",
        severity=Severity.WARNING,
        message="13 characters are printed",
        hint="Leave the prints out.",
        line=8,
        evidence=Evidence(printed="::warning::hi"),
    )
    results = (passed("quiet", 0.0, printed), passed("source"), passed("loops", 3.0), passed("shapes", 2.0, shapes))
    return task_grade(task, Verdict.ACCEPTED, results)


def wrong(task: Task) -> TaskGrade:
    style = tuple(
        Finding(check="style", message=f"E50{n} line too long, 100% of it", reason="PEP 8", line=2, column=n + 1)
        for n in range(7)
    )
    proof = Finding(
        check="proof",
        message="fails exactly when the kernel is larger than 1x1: `a|b` and <i>this</i>, see https://example.com",
        reason="The kernel is turned around.",
        hint="Leave it as it is.",
        line=FAR,
        evidence=SMALLEST,
        misconception=FLIPPED,
    )
    values = Finding(
        check="values",
        message="20 of 20 values differ",
        reason="Each value is a sum.",
        hint="Look at `proof`.",
        evidence=Evidence(wrong=("an even kernel",), right=("a 1x1 kernel", "an oblong kernel")),
    )
    hidden = Finding(
        check="values",
        message="of a hidden case: 9 instead of 8",
        reason="Each value is a sum.",
        hidden=True,
        evidence=Evidence(traceback=(TracebackLine("1-convolve_grayscale_same.py", 8, "f"),)),
    )
    results = (
        failed("proof", 0.08, 1.0, proof),
        failed("values", 0.0, 3.0, values, hidden),
        failed("style", 0.0, 0.25, *style),
        passed("source"),
    )
    note = "A rule violation leaves 0% of the points."
    return task_grade(task, Verdict.WRONG_ANSWER, results, note=note, exhibit=EXHIBIT)


def broken(task: Task) -> TaskGrade:
    trouble = Finding(
        check="loads",
        message="the grader could not run the file: no process could be started",
        hint="This is not your fault. Please tell whoever runs the grader.",
        verdict=Verdict.INTERNAL_ERROR,
    )
    results = (failed("loads", 0.0, 0.0, trouble), passed("loops", 3.0), skipped("values", 3.0))
    return task_grade(task, Verdict.INTERNAL_ERROR, results, cpu_seconds=None)


def missing(task: Task) -> TaskGrade:
    found = Finding(check="source", message=f"{task.file} is not handed in yet", verdict=Verdict.MISSING)
    return task_grade(task, Verdict.MISSING, (failed("source", 0.0, 0.0, found), skipped("loops", 3.0)))


def whole(*tasks: TaskGrade, name: str = "mine_@all|`x`") -> Grade:
    readme = Finding(check="readme", severity=Severity.WARNING, message="there is no README.md", hint="Write one.")
    earned = sum(task.score.earned for task in tasks)
    possible = sum(task.score.possible for task in tasks)
    return Grade(
        assignment="0x04. Convolutions and Pooling",
        submission=name,
        isolation="full",
        tasks=tasks,
        checks=(passed("intake"), passed("readme", 0.0, readme)),
        score=Score(earned, possible),
        passed=all(task.verdict is Verdict.ACCEPTED for task in tasks),
    )


def fixed(assignment: Assignment) -> Grade:
    """A task that is right, one that is wrong, one at which the grader failed, and one that is missing."""
    first, second, third = (of(assignment, form) for form in FORMS)
    fourth = msgspec.structs.replace(third, id="3", title="Not There", file="3-not_there.py")
    return whole(right(first), wrong(second), broken(third), missing(fourth))
