import msgspec

from checks.model import (
    CheckResult,
    Evidence,
    Finding,
    Grade,
    Panel,
    Score,
    Severity,
    Status,
    TaskGrade,
    TracebackLine,
    Verdict,
)
from checks.model.assignment import Assignment
from grader.report import json
from grader.report.audience import HIDDEN, HIDDEN_HINT, for_student, reduced
from tests.tasks import grade_of, of

SECRET = Finding(
    check="runs",
    message="SECRET",
    severity=Severity.ERROR,
    reason="SECRET",
    hint="SECRET",
    file="SECRET",
    line=12345,
    column=12345,
    verdict=Verdict.RUNTIME_ERROR,
    hidden=True,
    evidence=Evidence(
        case="SECRET", panels=(Panel("SECRET", ((12345.0,),)),), index=(12345, 0), expected_shape=(12345,),
        returned_shape=(12345,), right=("SECRET",), wrong=("SECRET",),
        traceback=(TracebackLine("SECRET", 12345, "SECRET"),),
        printed="SECRET",
    ),
)  # fmt: skip
TOLD = Evidence(right=("a", "secret family"), wrong=("b", "hidden family"), hidden=("secret family", "hidden family"))
SHOWN = Finding(check="runs", message="shown", evidence=Evidence(printed="shown"))


def grade(assignment: Assignment) -> Grade:
    result = CheckResult("runs", Status.FAILED, 0, 0, (SECRET, SHOWN))
    task = TaskGrade(of(assignment, "valid"), Verdict.RUNTIME_ERROR, Score(0, 10), None, None, (result,))
    return Grade("a", "mine", "limits", (task,), (), Score(0, 10), False)


def test_what_is_not_hidden_stays(assignment: Assignment) -> None:
    assert grade_of(for_student(grade(assignment)), "valid").checks[0].findings[1] == SHOWN


def test_of_a_hidden_case_only_that_it_did_not_pass_is_left(assignment: Assignment) -> None:
    student = for_student(grade(assignment))
    finding = grade_of(student, "valid").checks[0].findings[0]
    assert (finding.message, finding.severity, finding.verdict) == (HIDDEN, Severity.ERROR, Verdict.RUNTIME_ERROR)
    text = json.render(student)
    assert "SECRET" not in text
    assert "12345" not in text


def test_how_many_hidden_causes_there_are_or_that_all_is_right_is_not_left(assignment: Assignment) -> None:
    note = msgspec.structs.replace(SECRET, severity=Severity.NOTE, message="verified")
    other = msgspec.structs.replace(SECRET, message="another SECRET")
    result = CheckResult("runs", Status.FAILED, 0, 0, (SECRET, other, note))
    task = TaskGrade(of(assignment, "valid"), Verdict.RUNTIME_ERROR, Score(0, 10), None, None, (result,))
    student = for_student(Grade("a", "mine", "limits", (task,), (), Score(0, 10), False))
    assert [finding.message for finding in grade_of(student, "valid").checks[0].findings] == [HIDDEN]


def test_of_hidden_families_not_even_the_names_are_left(assignment: Assignment) -> None:
    told = msgspec.structs.replace(SHOWN, evidence=TOLD)
    result = CheckResult("values", Status.FAILED, 0, 0, (told,))
    task = TaskGrade(of(assignment, "valid"), Verdict.WRONG_ANSWER, Score(0, 10), None, None, (result,))
    student = for_student(Grade("a", "mine", "limits", (task,), (), Score(0, 10), False))
    assert grade_of(student, "valid").checks[0].findings[0].evidence == Evidence(right=("a",), wrong=("b",))


def test_what_to_try_is_said_in_the_words_of_the_exercise(assignment: Assignment) -> None:
    task = of(assignment, "valid")
    assert "kernels" in reduced(task, SECRET).hint
    assert reduced(msgspec.structs.replace(task, exercise=""), SECRET).hint == HIDDEN_HINT
