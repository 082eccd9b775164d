"""The grade as Gradescope's results.json: a test for each task, and one for each check that counts or has to be told.
Those of optional tasks come last, and have no points.

What a student may not see of a hidden call is in a test of its own, shown once the grades are published.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from checks.model import CheckResult, Grade, Severity, Status, TaskGrade, Verdict
from checks.printable import one_line, printable
from grader.failure import NOT_YOUR_FAULT
from grader.report import plain
from grader.report.audience import for_student
from grader.report.fix_first import fix_first
from grader.report.isolation import ISOLATION
from grader.report.merging import merged
from grader.report.reading import broken, idle, lost, name, summed
from grader.report.text import FIX_FIRST

NOT_FINAL = f"The grader failed, so these points are not final. {NOT_YOUR_FAULT}"
Shown = Literal["visible", "after_published"]


class Test(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One row of the page; without a score it only says something."""

    name: str
    number: str
    status: Literal["passed", "failed"]
    visibility: Shown
    output_format: Literal["text"]
    output: str
    score: float | None = None
    max_score: float | None = None


class Results(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The whole page. No text is read as HTML or Markdown; what was printed is for instructors."""

    score: float
    output: str
    output_format: Literal["text"]
    test_output_format: Literal["text"]
    test_name_format: Literal["text"]
    visibility: Shown
    stdout_visibility: Literal["hidden"]
    tests: tuple[Test, ...]
    execution_time: float | None = None


def render(grade: Grade, seconds: float | None = None) -> str:
    """The grade as JSON text; `seconds` is the wall time that grading took."""
    grade = merged(grade)
    seen = for_student(grade)
    tests = [test for pair in zip(seen.tasks, grade.tasks, strict=True) for test in _tests(seen, *pair)]
    optional = [test for pair in zip(seen.optional, grade.optional, strict=True) for test in _tests(seen, *pair)]
    unscored = (msgspec.structs.replace(test, score=None, max_score=None) for test in optional)
    return _document(grade.score.earned, _summary(grade), (*tests, *_folder(seen), *unscored), seconds)


def unfinished(why: str) -> str:
    """What stands in the place of a grade that there is not, or not yet."""
    test = _test("There is no grade", "0", why, passed=False)
    return _document(0.0, why, (test,), None)


def _document(score: float, output: str, tests: tuple[Test, ...], seconds: float | None) -> str:
    results = Results(
        score=score,
        output=output,
        output_format="text",
        test_output_format="text",
        test_name_format="text",
        visibility="visible",
        stdout_visibility="hidden",
        tests=tests,
        execution_time=None if seconds is None else round(seconds, 2),
    )
    return msgspec.json.format(msgspec.json.encode(results), indent=2).decode() + "\n"


def _summary(grade: Grade) -> str:
    lines = [NOT_FINAL] if any(broken(task) for task in grade.tasks) else []
    lines.append(summed(grade))
    lines.append(f"isolation {grade.isolation}: {ISOLATION[grade.isolation]}")
    return "\n".join(lines)


def _tests(grade: Grade, task: TaskGrade, whole: TaskGrade) -> Iterator[Test]:
    """The rows of a task as a student may see it; what is hidden in the whole has rows of its own."""
    row = f"{_called(grade, task)} {task.task.title}: {task.verdict}"
    yield _test(row, task.task.id, _about(grade, task), passed=task.verdict is Verdict.ACCEPTED)
    if task.verdict is Verdict.MISSING:
        return
    results = zip(task.checks, whole.checks, strict=True)
    rows = [(seen, all_) for seen, all_ in results if seen.possible or seen.status in (Status.FAILED, Status.WARNED)]
    for number, (result, all_) in enumerate(rows, 1):
        yield _check(grade, task, result, f"{task.task.id}.{number}")
        if any(finding.hidden and finding.severity is not Severity.NOTE for finding in all_.findings):
            yield _hidden(grade, task, all_, f"{task.task.id}.{number}.1")


def _called(grade: Grade, task: TaskGrade) -> str:
    return name(grade, task).capitalize()


def _about(grade: Grade, task: TaskGrade) -> str:
    """What is to be known of a task first, and what there is to say beside its rows."""
    if task.verdict is Verdict.MISSING:
        return "\n".join(printable(finding.message) for result in task.checks for finding in result.findings)
    quiet = [result for result in task.checks if result.status is Status.PASSED and not result.possible]
    fix, missing = fix_first(task), lost(task)
    parts = [NOT_FINAL] if broken(task) else []
    parts += [f"{FIX_FIRST} {printable(fix.line)}"] if fix else []
    parts += [f"points lost: {missing}"] if missing else []
    parts += [task.note] if task.note else []
    parts += [f"{task.task.file} passes {', '.join(result.id for result in quiet)}"] if quiet else []
    told = (result for result in quiet if not all(map(idle, result.findings)))
    parts += [f"{result.id}: {plain.found(grade, task, result)}" for result in told]
    return "\n\n".join(parts)


def _check(grade: Grade, task: TaskGrade | None, result: CheckResult, number: str) -> Test:
    passed = result.status in (Status.PASSED, Status.WARNED)
    where = _called(grade, task) if task else "Folder"
    output = plain.found(grade, task, result) or _silent(result)
    score = (result.points, result.possible) if result.possible else None
    return _test(f"{where} {result.id}", number, output, passed=passed, score=score)


def _hidden(grade: Grade, task: TaskGrade, result: CheckResult, number: str) -> Test:
    """What only an instructor may see until the grades are published."""
    hidden = tuple(finding for finding in result.findings if finding.hidden and finding.severity is not Severity.NOTE)
    output = plain.found(grade, task, msgspec.structs.replace(result, findings=hidden))
    shown_as = f"{_called(grade, task)} {result.id}: calls that are not shown"
    return _test(shown_as, number, output, passed=False, visibility="after_published")


def _silent(result: CheckResult) -> str:
    return "Not made: a check that it needs does not hold." if result.status is Status.SKIPPED else "Nothing to mend."


def _folder(grade: Grade) -> Iterator[Test]:
    told = [result for result in grade.checks if result.status in (Status.FAILED, Status.WARNED)]
    for number, result in enumerate(told, 1):
        yield _check(grade, None, result, f"folder.{number}")


def _test(
    name: str,
    number: str,
    output: str,
    *,
    passed: bool,
    score: tuple[float, float] | None = None,
    visibility: Shown = "visible",
) -> Test:
    return Test(
        name=one_line(name),
        number=number,
        status="passed" if passed else "failed",
        visibility=visibility,
        output_format="text",
        output=output,
        score=score[0] if score else None,
        max_score=score[1] if score else None,
    )
