from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from checks.model import Finding, Severity, Verdict
from checks.model.assignment import Assignment, Late
from grader.results import make
from tests.grader.results.records import journal_of, record
from tests.grader.results.test_csv_file import read
from tests.tasks import only


def table(path: Path) -> list[dict[str, str]]:
    head, *rows = read(path, "utf-8-sig")
    return [dict(zip(head, row, strict=True)) for row in rows]


def grades(folder: Path, assignment: Assignment, *records, overrides: str = "") -> list[dict[str, str]]:
    folder.mkdir(exist_ok=True)
    if overrides:
        (folder / "overrides.csv").write_text(f"student,task,points,reason\n{overrides}")
    with journal_of(folder, records) as journal:
        make(journal, assignment, pseudonyms=None, with_similar=False)
    return table(folder / "grades.csv")


def test_a_row_says_everything_about_a_student(tmp_path: Path, assignment: Assignment) -> None:
    submitted = datetime(2026, 3, 1, 11, 0)
    (row,) = grades(
        tmp_path,
        assignment,
        record(assignment, "ada", (10, 6.29, 0), submitted=submitted, commit="c" * 40, layout="git"),
    )
    assert row == {
        "student": "ada",
        "roster": "",
        "total": "16.29",
        "possible": "30",
        "graded": "16.29",
        "days_late": "",
        "free_days_used": "",
        "late_penalty": "",
        "instructor": "",
        "task_0_points": "10",
        "task_0_verdict": "accepted",
        "task_1_points": "6.29",
        "task_1_verdict": "wrong_answer",
        "task_2_points": "0",
        "task_2_verdict": "wrong_answer",
        "mistakes": "the kernel is flipped",
        "failed_checks": "values",
        "notes": "",
        "submitted": "2026-03-01T11:00:00",
        "late": "",
        "layout": "git",
        "origin": "class/ada",
        "commit": "c" * 40,
        "graded_at": "2026-03-02T12:30:00+00:00",
        "report": "ada.json",
        "feedback": "feedback/ada.txt",
    }


HOSTILE = ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\tx", "Lovelace, Ada", 'the "countess"', "two\nlines"]


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_is_a_name(name: str, tmp_path: Path, assignment: Assignment) -> None:
    (row,) = grades(tmp_path, assignment, record(assignment, name, origin=name))
    assert row["student"].removeprefix("'") == row["origin"].removeprefix("'") == name
    assert not row["student"].startswith(("=", "+", "-", "@", "\t"))
    assert (tmp_path / row["report"]).is_file()
    assert (tmp_path / row["feedback"]).is_file()


def test_the_rows_are_in_the_order_of_the_names(tmp_path: Path, assignment: Assignment) -> None:
    rows = grades(tmp_path, assignment, *(record(assignment, name) for name in ("dora", "ada", "carl", "bob")))
    assert [row["student"] for row in rows] == ["ada", "bob", "carl", "dora"]


def test_an_override_is_in_the_points_and_told(tmp_path: Path, assignment: Assignment) -> None:
    (row,) = grades(
        tmp_path, assignment, record(assignment, points=(10, 6.29, 0)), overrides="ada,1,9,shown in class\n"
    )
    assert (row["total"], row["graded"], row["task_1_points"]) == ("19", "16.29", "9")
    assert row["task_1_verdict"] == "wrong_answer"
    assert row["instructor"] == "task 1: 9 points instead of 6.29, set by the instructor: shown in class"


def test_what_the_instructor_said_is_told_and_nothing_else(tmp_path: Path, assignment: Assignment) -> None:
    said = "ada,,,well done\nben,late,0,ill\ncarl,deadline,2026-03-08,ill\n"
    names = ("ada", "ben", "carl", "dora")
    rows = grades(tmp_path, assignment, *(record(assignment, name, late=True) for name in names), overrides=said)
    assert [row["instructor"] for row in rows] == [
        "the instructor's comment: well done",
        "1 day late: 0 points taken, set by the instructor: ill",
        "due 2026-03-08 23:59:59, set by the instructor: ill",
        "",
    ]


def test_being_late_has_columns_of_its_own(tmp_path: Path, assignment: Assignment) -> None:
    late = Late(deadline=datetime(2026, 3, 1, tzinfo=UTC), percent_per_day=10)
    rules = msgspec.structs.replace(assignment, late=late)
    records = (
        record(assignment, "ada", submitted=datetime(2026, 3, 2, 1, tzinfo=UTC)),
        record(assignment, "bob", submitted=datetime(2026, 2, 2, 1, tzinfo=UTC)),
        record(assignment, "carl", late=True),
    )
    rows = grades(tmp_path, rules, *records)
    shown = [(row["days_late"], row["late_penalty"], row["total"], row["graded"], row["late"]) for row in rows]
    assert shown == [("2", "6", "24", "30", "yes"), ("", "", "30", "30", ""), ("1", "3", "27", "30", "yes")]


def test_of_a_task_that_was_not_handed_in_no_check_is_told(tmp_path: Path, assignment: Assignment) -> None:
    (row,) = grades(tmp_path, assignment, record(assignment, points=(10, 10, 0), verdict=Verdict.MISSING))
    assert row["task_2_verdict"] == "missing"
    assert row["failed_checks"] == ""


def test_what_there_is_to_say_of_the_files_is_told_the_worst_first_and_not_all(
    tmp_path: Path, assignment: Assignment
) -> None:
    severities = (Severity.NOTE, Severity.WARNING, Severity.ERROR, Severity.NOTE, Severity.NOTE)
    said = [Finding(check="intake", message=f"=n{n}", severity=each) for n, each in enumerate(severities)]
    long = Finding(check="intake", message="x" * 5000)
    records = [record(assignment, "ada", intake=[*said, said[0]]), record(assignment, "ben", intake=[long])]
    ada, ben = grades(tmp_path, assignment, *records)
    assert ada["notes"] == "'=n2; =n1; =n0; and 2 more"
    assert len(ben["notes"]) <= 150


def test_a_task_that_was_not_judged_is_empty(tmp_path: Path, assignment: Assignment) -> None:
    """The policy has a task more than when the submission was graded."""
    one = only(assignment, "valid")
    (row,) = grades(tmp_path, assignment, record(one, points=(7,)))
    assert (row["task_0_points"], row["task_1_points"], row["task_1_verdict"]) == ("7", "", "")
    assert (row["total"], row["possible"]) == ("7", "10")
