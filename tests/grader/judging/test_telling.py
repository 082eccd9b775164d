import pytest

from checks.model import (
    Evidence,
    Finding,
    Judged,
    Misconception,
    Ran,
    Read,
    Severity,
    Status,
    TaskFiles,
    TaskGrade,
    Verdict,
)
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS, DYNAMIC_IDS, STATIC_IDS
from grader.judging.grading import grade_task
from tests.grading import with_policy
from tests.tasks import of

CAUSE = Misconception("id", "a name", "a concept", "an explanation", "a hint")
SMALLEST = Evidence(snippet="assert False")


def found(check: str, message: str = "wrong", **more) -> Finding:
    return Finding(check=check, message=message, **more)


def folded(assignment: Assignment, *findings: Finding) -> TaskGrade:
    """The fold of these findings; what has errors earns nothing."""
    by_check: dict[str, list[Finding]] = {}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding)
    said = {check: Judged(tuple(by_check.get(check, ()))) for check in CHECK_IDS}
    read = Read({check: said[check] for check in STATIC_IDS})
    ran = Ran({check: said[check] for check in DYNAMIC_IDS}, 0.1, True, "full")
    return grade_task(of(assignment, "valid"), assignment, TaskFiles(None), read, ran)


ORDERS = {
    "a runtime error before its consequences": (
        ("style", "runs", "proof", "values"),
        {},
        ("runs", "values", "proof", "style"),
    ),
    "a violation before wrong values, even where these cost more": (
        ("imports", "values"),
        {},
        ("imports", "values"),
    ),
    "what a library did before other violations, whatever costs more": (("imports", "loops"), {}, ("imports", "loops")),
    "what names the cause, where several made the verdict": (
        ("shapes", "proof", "values"),
        {"proof": {"misconception": CAUSE}},
        ("proof", "values", "shapes"),
    ),
    "what shows the smallest call, where no cause has a name": (
        ("shapes", "proof", "values"),
        {"proof": {"evidence": SMALLEST}},
        ("proof", "values", "shapes"),
    ),
    "a cause does not come before what made the verdict": (
        ("loops", "proof"),
        {"proof": {"misconception": CAUSE}},
        ("loops", "proof"),
    ),
    "a cause that only the instructor sees is no reason": (
        ("proof", "values"),
        {"proof": {"misconception": CAUSE, "hidden": True}},
        ("values", "proof"),
    ),
    "the form last, what costs most of it first": (
        ("file_format", "style", "documentation", "purity"),
        {},
        ("purity", "documentation", "file_format", "style"),
    ),
    "a failure of the grader before all": (
        ("loops", "values"),
        {"values": {"verdict": Verdict.INTERNAL_ERROR}},
        ("values", "loops"),
    ),
}


@pytest.mark.parametrize(("checks", "more", "order"), ORDERS.values(), ids=ORDERS)
def test_what_fails_is_told_in_order(checks, more, order, assignment: Assignment) -> None:
    grade = folded(assignment, *(found(check, **more.get(check, {})) for check in checks))
    assert tuple(result.id for result in grade.checks if result.status is Status.FAILED) == order
    assert [result.id for result in grade.checks][: len(order)] == list(order)


def test_errors_come_before_warnings_and_these_before_notes(assignment: Assignment) -> None:
    grade = folded(
        assignment,
        found("loops", severity=Severity.NOTE),
        found("purity", severity=Severity.WARNING),
        found("style"),
    )
    assert [result.id for result in grade.checks if result.findings] == ["style", "purity", "loops"]


def test_what_made_the_verdict_is_the_first_of_its_check(assignment: Assignment) -> None:
    grade = folded(
        assignment,
        found("runs", "a note", severity=Severity.NOTE),
        found("runs", "it raises"),
        found("runs", "it never ends", verdict=Verdict.TIME_LIMIT),
    )
    assert grade.verdict is Verdict.TIME_LIMIT
    assert [finding.message for finding in grade.checks[0].findings] == ["it never ends", "it raises", "a note"]


def test_what_a_policy_does_not_require_made_no_verdict(assignment: Assignment) -> None:
    required = tuple(check for check in assignment.scoring.required if check != "values")
    lenient = with_policy(assignment, scoring={"required": required})
    grade = folded(lenient, found("values"), found("repeatable"))
    assert [result.id for result in grade.checks if result.findings] == ["repeatable", "values"]


def test_what_nothing_tells_apart_stays_as_it_was_made(assignment: Assignment) -> None:
    assert tuple(result.id for result in folded(assignment).checks) == CHECK_IDS
