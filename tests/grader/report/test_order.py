"""What decided the verdict stands first in every report, whatever costs more or names a cause."""

import pytest

from checks.model import CheckResult, Finding, Grade, Judged, Misconception, Ran, Read, Severity, TaskFiles, Verdict
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS, DYNAMIC_IDS, STATIC_IDS
from grader.judging.grading import grade_task
from tests.grader.report.fixed import whole
from tests.grader.report.told import READ, told
from tests.tasks import of

CAUSE = Misconception("id", "a name", "a concept", "an explanation", "a hint")


def graded(assignment: Assignment, *findings: Finding) -> Grade:
    """Two tasks with these findings in each, folded as the judging folds them."""
    said = {check: Judged(tuple(found for found in findings if found.check == check)) for check in CHECK_IDS}
    read = Read({check: said[check] for check in STATIC_IDS})
    ran = Ran({check: said[check] for check in DYNAMIC_IDS}, 0.1, True, "full")
    tasks = [grade_task(of(assignment, form), assignment, TaskFiles(None), read, ran) for form in ("valid", "same")]
    return whole(*tasks)


def found(check: str, **more: object) -> Finding:
    return Finding(check=check, message=f"{check} is wrong", **more)


DECIDED = {
    "an exception before the cause that a proof names": (
        (found("proof", misconception=CAUSE), found("runs"), found("values")),
        "runs",
    ),
    "a rule before wrong values": ((found("values"), found("loops"), found("style")), "loops"),
    "one of many that differ from call to call, before much of style": (
        (*(found("style", line=n) for n in range(1, 9)), found("documentation", line=1), found("repeatable")),
        "repeatable",
    ),
    "values that nobody may see": ((found("values", hidden=True), found("documentation")), "values"),
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize(("findings", "first"), DECIDED.values(), ids=DECIDED)
def test_what_decided_stands_first(findings, first: str, name: str, assignment: Assignment) -> None:
    grade = graded(assignment, *findings)
    assert all(task.verdict is not Verdict.ACCEPTED for task in grade.tasks)
    order = told(name, grade)
    assert {task: checks[0] for task, checks in order.items()} == dict.fromkeys(
        (task.task.id for task in grade.tasks), first
    )
    assert all(set(checks) == {finding.check for finding in findings if wrong(finding)} for checks in order.values())


def wrong(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def test_the_order_is_that_of_the_grade(assignment: Assignment) -> None:
    results: tuple[CheckResult, ...] = (
        graded(assignment, found("proof", misconception=CAUSE), found("runs")).tasks[0].checks
    )
    assert [result.id for result in results[:2]] == ["runs", "proof"]
