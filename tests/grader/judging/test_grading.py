import pytest

from checks.model import Finding, Judged, Ran, Read, Score, Severity, TaskFiles, Verdict, total
from checks.model.assignment import Assignment
from checks.pipeline import DYNAMIC_IDS, STATIC_IDS, task_checks
from grader.judging.grading import grade_task
from tests.grading import by_status, with_policy
from tests.tasks import of


def error(check: str, **more) -> Finding:
    return Finding(check=check, message="wrong", **more)


def graded(
    assignment: Assignment,
    *findings: Finding,
    credit: float = 0.0,
    right_shape: bool = True,
    unmoved: tuple[str, ...] = (),
):
    found = {check.id: tuple(f for f in findings if f.check == check.id) for check in task_checks()}
    return grade_task(
        of(assignment, "valid"),
        assignment,
        TaskFiles(None),
        Read({name: Judged(found[name]) for name in STATIC_IDS}),
        Ran(
            {name: Judged(found[name], credit if name == "values" else 0.0) for name in DYNAMIC_IDS},
            cpu_seconds=0.1,
            right_shape=right_shape,
            isolation="full",
            unmoved=unmoved,
        ),
    )


def test_nothing_found_earns_everything(assignment: Assignment) -> None:
    grade = graded(assignment)
    assert (grade.verdict, grade.score) == (Verdict.ACCEPTED, Score(10, 10))


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.NOTE])
@pytest.mark.parametrize("check", [check.id for check in task_checks()])
def test_a_warning_costs_nothing(check: str, severity: Severity, assignment: Assignment) -> None:
    grade = graded(assignment, error(check, severity=severity))
    assert (grade.verdict, grade.score.earned) == (Verdict.ACCEPTED, 10)


@pytest.mark.parametrize(
    ("check", "verdict", "earned"),
    [
        ("file_format", Verdict.ACCEPTED, 9.75),
        ("style", Verdict.ACCEPTED, 9.75),
        ("documentation", Verdict.ACCEPTED, 9.5),
        ("loops", Verdict.RULE_VIOLATION, 4.0),
        ("imports", Verdict.RULE_VIOLATION, 4.0),
        ("capabilities", Verdict.RULE_VIOLATION, 4.0),
        ("loop_trace", Verdict.RULE_VIOLATION, 4.0),
        ("runs", Verdict.RUNTIME_ERROR, 10),
        ("return_type", Verdict.WRONG_ANSWER, 10),
        ("shapes", Verdict.WRONG_ANSWER, 8),
        ("proof", Verdict.WRONG_ANSWER, 9),
        ("values", Verdict.WRONG_ANSWER, 7),
        ("repeatable", Verdict.WRONG_ANSWER, 10),
        ("loads", Verdict.NOT_LOADABLE, 0),
        ("source", Verdict.NOT_LOADABLE, 0),
    ],
)
def test_an_error_costs_its_points_and_makes_its_verdict(check, verdict, earned, assignment: Assignment) -> None:
    grade = graded(assignment, error(check), right_shape=check not in ("loads", "source"))
    assert (grade.verdict, grade.score.earned) == (verdict, earned)


def test_values_earn_in_proportion(assignment: Assignment) -> None:
    assert graded(assignment, error("values"), credit=0.25).score.earned == 7.75


def test_a_stub_is_worth_nothing(assignment: Assignment) -> None:
    grade = graded(assignment, error("values"), right_shape=False)
    assert (grade.verdict, grade.score) == (Verdict.WRONG_ANSWER, Score(0, 10))


@pytest.mark.parametrize(
    ("names", "told"), [(("kernel",), "`kernel`"), (("images", "kernel"), "`images` and of `kernel`")]
)
def test_what_is_the_same_whatever_an_array_holds_is_worth_nothing_and_the_array_is_named(
    names: tuple[str, ...], told: str, assignment: Assignment
) -> None:
    grade = graded(assignment, error("values"), credit=0.5, unmoved=names)
    assert (grade.verdict, grade.score) == (Verdict.WRONG_ANSWER, Score(0, 10))
    assert f"changes with the values of {told}:" in grade.note


@pytest.mark.parametrize("stub", [{"right_shape": False}, {"unmoved": ("kernel",)}], ids=["no shape", "no values"])
def test_the_policy_can_leave_a_stub_its_points(stub, assignment: Assignment) -> None:
    lenient = with_policy(assignment, scoring={"require_right_shape": False})
    assert graded(lenient, error("values"), **stub).score.earned == 7


def test_the_policy_says_what_a_violation_leaves(assignment: Assignment) -> None:
    strict = with_policy(assignment, scoring={"rule_violation_share": 0.0, "rule_violation_loops_share": 1.0})
    assert graded(strict, error("loops")).score.earned == 1
    assert graded(strict, error("imports")).score.earned == 4


def test_a_check_that_is_not_required_makes_no_verdict(assignment: Assignment) -> None:
    required = tuple(name for name in assignment.scoring.required if name != "values")
    lenient = with_policy(assignment, scoring={"required": required})
    assert graded(lenient, error("values")).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ([error("values"), error("runs")], Verdict.RUNTIME_ERROR),
        ([error("values"), error("runs", verdict=Verdict.TIME_LIMIT)], Verdict.TIME_LIMIT),
        (
            [error("runs", verdict=Verdict.OUTPUT_LIMIT), error("runs", verdict=Verdict.MEMORY_LIMIT)],
            Verdict.MEMORY_LIMIT,
        ),
        ([error("runs", verdict=Verdict.TIME_LIMIT), error("loops")], Verdict.RULE_VIOLATION),
        ([error("loops"), error("runs", verdict=Verdict.FORBIDDEN)], Verdict.FORBIDDEN),
        ([error("loops"), error("loads")], Verdict.NOT_LOADABLE),
        ([error("source", verdict=Verdict.MISSING)], Verdict.MISSING),
        ([error("quiet", verdict=Verdict.INTERNAL_ERROR), error("loads")], Verdict.INTERNAL_ERROR),
    ],
    ids=lambda value: str(value) if isinstance(value, Verdict) else "+".join(f.check for f in value),
)
def test_of_several_verdicts_the_first_in_order_is_given(findings, verdict, assignment: Assignment) -> None:
    assert graded(assignment, *findings).verdict is verdict


def test_what_needs_a_check_that_fails_is_skipped(assignment: Assignment) -> None:
    after_signature = by_status(graded(assignment, error("signature")), "skipped")
    assert {"runs", "shapes", "values"} <= {*after_signature}
    assert not {"source", "style", "loads"} & {*after_signature}
    after_source = by_status(graded(assignment, error("source")), "skipped")
    assert after_source == [check.id for check in task_checks() if check.id != "source"]


def test_scores_are_added_without_rounding_errors() -> None:
    assert total([Score(0.1, 10)] * 3) == Score(0.3, 30)


def test_a_check_that_is_not_made_is_not_told_and_makes_no_verdict(assignment: Assignment) -> None:
    few = with_policy(assignment, policy={"checks": ("loops", "values")})
    grade = graded(few, error("proof"), error("style"))
    assert [result.id for result in grade.checks] == [
        "source",
        "signature",
        "capabilities",
        "loops",
        "loads",
        "runs",
        "values",
    ]
    assert (grade.verdict, grade.score) == (Verdict.ACCEPTED, Score(6, 6))


@pytest.mark.parametrize(
    ("required", "verdict"),
    [
        pytest.param(("loops", "values"), Verdict.RULE_VIOLATION, id="loops"),
        pytest.param(("imports",), Verdict.RULE_VIOLATION, id="imports"),
        pytest.param(("loop_trace",), Verdict.RULE_VIOLATION, id="the trace of loops"),
        pytest.param(("values",), Verdict.ACCEPTED, id="no rule"),
    ],
)
def test_who_requires_a_rule_requires_that_nobody_goes_round_it(
    required: tuple[str, ...], verdict: Verdict, assignment: Assignment
) -> None:
    old = with_policy(assignment, scoring={"required": required}, policy={"checks": ("loops", "imports", "values")})
    assert graded(old, error("capabilities")).verdict is verdict


def test_a_check_stands_without_one_that_it_needs_and_that_is_not_made(assignment: Assignment) -> None:
    few = with_policy(assignment, policy={"checks": ("loop_trace",)})
    assert graded(few, error("loop_trace")).verdict is Verdict.RULE_VIOLATION
