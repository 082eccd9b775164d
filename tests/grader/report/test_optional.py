"""Every format shows the optional tasks that were handed in, last, marked, and counted nowhere."""

import io
import json as standard
from xml.etree import ElementTree

import msgspec
import pytest

from checks.model import Grade
from checks.model.assignment import Assignment
from grader.final_score import Override, final_score
from grader.report.audience import for_student
from grader.report.changes import changes
from grader.report.formats import FORMATS, Setting
from tests.grader.report.fixed import broken, right, whole, wrong
from tests.grader.report.html.pages import MADE
from tests.tasks import FORMS, of

FAR_BELOW = "9-optional.py"


def beside(assignment: Assignment) -> Grade:
    """Ada did what counts, and something wrong, and something at which the grader failed beside it."""
    first, second, third = (of(assignment, form) for form in FORMS)
    optional = (
        wrong(msgspec.structs.replace(second, id="8", title="Beside", file="8-optional.py")),
        broken(msgspec.structs.replace(third, id="9", title="Far Below", file=FAR_BELOW)),
    )
    return msgspec.structs.replace(whole(right(first), name="ada"), optional=optional)


def shown(name: str, grade: Grade, *, quiet: bool = False) -> str:
    stream = io.StringIO()
    FORMATS[name].show(grade, stream, Setting(provenance=lambda: MADE, quiet=quiet))
    return stream.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_the_optional_tasks_are_told_with_what_is_wrong_in_them(name: str, assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = shown(name, beside(assignment))
    assert "optional" in text
    assert "the kernel is flipped" in text.lower() or "kernel is flipped" in text.lower()


@pytest.mark.parametrize("name", FORMATS)
def test_without_any_no_report_speaks_of_them_but_the_key_of_json(name: str, assignment: Assignment) -> None:
    text = shown(name, msgspec.structs.replace(beside(assignment), optional=()))
    assert text.count("optional") == (name == "json")


@pytest.mark.parametrize("name", FORMATS)
def test_a_student_is_shown_nothing_of_a_hidden_case_in_them(name: str, assignment: Assignment) -> None:
    assert "9 instead of 8" not in shown(name, for_student(beside(assignment)))


TOTAL = "ada: 5 / 5; optional: 3.08 / 10.25, not counted; 1 of 1 task accepted\n"


def test_a_terminal_shows_them_below_those_that_count_and_in_the_table_at_its_end(
    assignment: Assignment, monkeypatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    above, total, _ = shown("text", beside(assignment)).partition(TOTAL)
    assert total
    places = [above.index(found) for found in ("Task 0 ", "Task 8  Beside, optional", "Task 9  Far Below, optional")]
    assert places == sorted(places)
    assert [line.partition("  ")[0] for line in above.splitlines()[-3:]] == ["0", "8, optional", "9, optional"]


def test_a_quiet_terminal_shows_them_below_the_total(assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    above, total, below = shown("text", beside(assignment), quiet=True).partition(TOTAL)
    assert total
    assert "Beside" not in above
    assert "Task 8  Beside, optional" in below
    assert "Task 9  Far Below, optional" in below


def test_json_has_them_under_a_key_of_their_own(assignment: Assignment) -> None:
    document = standard.loads(shown("json", beside(assignment)))
    assert [task["id"] for task in document["tasks"]] == ["0"]
    assert [task["id"] for task in document["optional"]["tasks"]] == ["8", "9"]
    assert document["optional"]["score"] == document["optional"]["final"] == {"earned": 3.08, "possible": 10.25}
    assert document["score"] == document["final"] == {"earned": 5.0, "possible": 5.0}
    assert document["passed"]


def test_junit_has_no_failure_of_them(assignment: Assignment) -> None:
    suites = ElementTree.fromstring(shown("junit", beside(assignment))).findall("testsuite")
    assert [suite.get("name") for suite in suites[-2:]] == [
        "8 Beside (optional, not counted)",
        "9 Far Below (optional, not counted)",
    ]
    for suite in suites:
        assert (suite.get("failures"), suite.get("errors")) == ("0", "0")
        assert not suite.findall(".//failure") + suite.findall(".//error")
    assert "the kernel is flipped" in (suites[-2].findtext(".//system-out") or "")


def test_gradescope_gives_them_no_points(assignment: Assignment) -> None:
    document = standard.loads(shown("gradescope", beside(assignment)))
    assert document["score"] == 5.0
    scores = {test["name"]: test.get("max_score") for test in document["tests"]}
    assert sum(score for score in scores.values() if score) == 5.0
    optional = [name for name in scores if name.startswith("Optional task")]
    assert "Optional task 8 Beside: wrong_answer" in optional
    assert list(scores)[-len(optional) :] == optional
    assert document["output"].startswith("5 / 5; optional: 3.08 / 10.25, not counted; 1 of 1 task accepted")


def test_github_notices_them_and_marks_no_error(assignment: Assignment) -> None:
    lines = shown("github", beside(assignment)).splitlines()
    total = next(at for at, line in enumerate(lines) if "points" in line and line.startswith("::notice title="))
    assert lines[total].endswith("::1 of 1 task accepted; optional: 3.08 / 10.25, not counted")
    optional = [line for line in lines if "title=optional task" in line]
    assert lines[total + 1 :] == optional
    assert all(line.startswith("::notice ") for line in optional)
    assert not [line for line in lines if line.startswith("::error")]


def test_markdown_has_them_behind_the_folder(assignment: Assignment) -> None:
    text = shown("markdown", beside(assignment))
    assert "1 of 1 task accepted; optional: 3.08 / 10.25, not counted." in text
    assert text.index("## The folder") < text.index("## Task 8 Beside (optional, not counted)")
    assert "points are not final" not in text


def test_the_page_has_them_behind_the_folder(assignment: Assignment) -> None:
    text = shown("html", beside(assignment))
    assert '<span class="accepted">optional: 3.08 / 10.25, not counted</span>' in text
    assert text.index(">The folder<") < text.index("Task 8, optional: not counted")
    assert '<span class="over">Task 8, optional</span>' in text
    assert FAR_BELOW in text


def test_what_an_instructor_sets_for_one_is_told_and_counts_nowhere(assignment: Assignment) -> None:
    from checks.model.assignment import Late
    from grader.final_score import InstructorWord

    grade = beside(assignment)
    word = InstructorWord(overrides=(Override("8", 4.0, "on paper"),))
    final = final_score(grade, Late(percent_per_day=10), None, True, word)
    assert final.tasks["8"] == 4.0
    assert (final.score.earned, final.score.possible) == (4.5, 5.0)  # late: of what counts alone
    assert (final.optional.earned, final.optional.possible) == (7.0, 10.25)
    assert "optional task 8: 4 points instead of 0.08, set by the instructor: on paper" in list(changes(grade, final))
