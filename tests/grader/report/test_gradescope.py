import json
from pathlib import Path

import jsonschema
import pytest

from checks.exercises import families_of
from checks.model import Array, Finding, Verdict
from checks.model.assignment import Assignment
from grader.failure import NOT_YOUR_FAULT
from grader.report import gradescope
from grader.report.audience import HIDDEN, for_student
from tests.grader.report.fixed import broken, failed, fixed, missing, right, task_grade, whole
from tests.grading import SUBMISSIONS, grade, graded, with_policy
from tests.tasks import of

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "gradescope.json").read_text())


def read(text: str) -> dict:
    document = json.loads(text, parse_constant=pytest.fail)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    return document


def test_the_schema_is_one_and_refuses_something() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for wrong in ({}, {"score": "1"}, {"score": 1, "tests": [{"visibility": "shown"}]}, {"score": 1, "scores": 1}):
        with pytest.raises(jsonschema.ValidationError):
            read(json.dumps(wrong))


@pytest.mark.parametrize("name", ["correct_kernel_loops", "wrong_flipped_kernel", "broken_partly_missing"])
def test_a_real_grade_keeps_to_the_documentation(name: str, assignment: Assignment) -> None:
    result = graded(SUBMISSIONS / name, assignment)
    document = read(gradescope.render(result, 1.234))
    assert document["score"] == result.score.earned
    assert document["execution_time"] == 1.23
    scores = [(test.get("score", 0), test.get("max_score", 0)) for test in document["tests"]]
    assert sum(score for score, _ in scores) == pytest.approx(result.score.earned)
    there = [task for task in result.tasks if task.verdict is not Verdict.MISSING]
    assert sum(most for _, most in scores) == pytest.approx(sum(task.score.possible for task in there))
    assert all(test["status"] == "passed" for test in document["tests"]) is result.passed
    assert document["stdout_visibility"] == "hidden"


def test_no_text_is_rendered_as_anything_but_text(assignment: Assignment) -> None:
    document = read(gradescope.render(fixed(assignment)))
    formats = [document[key] for key in ("output_format", "test_output_format", "test_name_format")]
    assert {*formats, *(test["output_format"] for test in document["tests"])} == {"text"}


def test_a_hidden_case_is_a_test_of_its_own_that_is_shown_after_publication(assignment: Assignment) -> None:
    tests = read(gradescope.render(fixed(assignment)))["tests"]
    later = [test for test in tests if test["visibility"] == "after_published"]
    assert [test["name"] for test in later] == ["Task 1 values: calls that are not shown"]
    assert "9 instead of 8" in later[0]["output"]
    visible = [test for test in tests if test["visibility"] == "visible"]
    assert not [test for test in visible if "9 instead of 8" in test["output"]]
    assert [test["name"] for test in visible if HIDDEN in test["output"]] == ["Task 1 values"]
    assert "9 instead of 8" not in gradescope.render(for_student(fixed(assignment)))


def test_a_real_hidden_case_is_told_to_nobody_before(assignment: Assignment, digits: Array) -> None:
    hiding = with_policy(
        assignment, cases={"hidden": tuple(family for task in assignment.tasks for family in families_of(task))}
    )
    result = grade(SUBMISSIONS / "wrong_flipped_kernel", hiding, digits, task_ids=("0",))
    tests = read(gradescope.render(result))["tests"]
    later = [test["output"] for test in tests if test["visibility"] == "after_published"]
    assert "values differ" in "".join(later)
    assert not [test for test in tests if test["visibility"] == "visible" and "values differ" in test["output"]]


def test_where_the_grader_failed_the_page_says_so_at_the_top_and_the_task_is_not_passed(assignment: Assignment) -> None:
    document = read(gradescope.render(whole(right(of(assignment, "valid")), broken(of(assignment, "same")))))
    assert document["output"].startswith(gradescope.NOT_FINAL)
    task = next(test for test in document["tests"] if test["number"] == "1")
    assert (task["name"], task["status"]) == ("Task 1 Same Convolution: internal_error", "failed")
    assert gradescope.NOT_FINAL in task["output"]
    assert NOT_YOUR_FAULT in gradescope.NOT_FINAL


def test_a_missing_task_is_one_test_that_says_so(assignment: Assignment) -> None:
    (test, folder) = read(gradescope.render(whole(missing(of(assignment, "valid")))))["tests"]
    assert "not handed in yet" in test["output"]
    assert folder["number"] == "folder.1"


def test_no_grade_is_a_page_too_and_says_why(assignment: Assignment) -> None:
    document = read(gradescope.unfinished("the disk is full"))
    assert document["score"] == 0
    assert document["output"] == "the disk is full"
    assert [test["status"] for test in document["tests"]] == ["failed"]


def test_hostile_text_is_shown_as_escapes(assignment: Assignment) -> None:
    finding = Finding(check="runs", message="\x1b[31m\u202e", file="\x1b", line=1)
    task = task_grade(of(assignment, "valid"), Verdict.RUNTIME_ERROR, (failed("runs", 0, 0, finding),))
    text = gradescope.render(whole(task))
    read(text)
    assert "\\\\x1b[31m" in text
    assert "\u202e" not in text
    assert "\\u001b" not in text
