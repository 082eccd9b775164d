import re
from pathlib import Path

import pytest

from checks.assignment import Assignment
from grader.results.overrides import Overrides, OverridesError, read
from grader.standing import Override

HEAD = "student,task,points,reason\n"


def said(path: Path, text: str | bytes, assignment: Assignment) -> Overrides:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, assignment)


def test_without_a_file_nothing_is_set(tmp_path: Path, assignment: Assignment) -> None:
    assert read(tmp_path / "overrides.csv", assignment).of("ada") == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{HEAD}ada,1,7.5,shown in class\n", id="plain"),
        pytest.param(f"{HEAD}ada,1,7.5,shown in class", id="no line end at the end"),
        pytest.param(f'{HEAD}"ada","1","7.5","shown in class"\r\n', id="quotes and CRLF"),
        pytest.param(f"\ufeff{HEAD}ada,1,7.5,shown in class\n", id="the mark that Excel writes"),
        pytest.param("student;task;points;reason\nada;1;7,5;shown in class\n", id="semicolons and a decimal comma"),
        pytest.param("student\ttask\tpoints\treason\nada\t1\t7.5\tshown in class\n", id="tabs"),
        pytest.param("Student, Task, Points, Reason\n ada , 1 , 7.5 , shown in class \n", id="spaces and capitals"),
        pytest.param("reason,points,task,student\nshown in class,7.5,1,ada\n", id="another order"),
        pytest.param(f"\n{HEAD},,,\nada,1,7.5,shown in class\n\n,,,\n", id="empty lines"),
        pytest.param("student,task,points,reason,\nada,1,7.5,shown in class,,\n", id="empty cells at the end"),
        pytest.param(f"{HEAD}ADA,1,7.50,shown in class\n", id="the name in capitals"),
    ],
)
def test_accepts(text: str, tmp_path: Path, assignment: Assignment) -> None:
    overrides = said(tmp_path / "o.csv", text, assignment)
    assert overrides.of("ada") == (Override("1", 7.5, "shown in class"),)
    assert overrides.of("bob") == ()


@pytest.mark.parametrize("points", ["0", "10", "10.0", "0.25", '"0,25"'])
def test_points_from_none_to_all_are_fine(points: str, tmp_path: Path, assignment: Assignment) -> None:
    (override,) = said(tmp_path / "o.csv", f"{HEAD}ada,1,{points},", assignment).of("ada")
    assert 0 <= override.points <= 10


def test_a_reason_may_be_missing_long_or_hostile(tmp_path: Path, assignment: Assignment) -> None:
    text = f'{HEAD}ada,0,1\nada,1,2,"a, ""b""\nc"\nada,late,30,\x1b[31m\u202e\n'
    reasons = [override.reason for override in said(tmp_path / "o.csv", text, assignment).of("ada")]
    assert reasons == ["", 'a, "b"\\nc', "\\x1b[31m\\u202e"]


def test_a_name_is_found_as_grades_csv_has_it(tmp_path: Path, assignment: Assignment) -> None:
    overrides = said(tmp_path / "o.csv", f"{HEAD}'=ada,1,2,\n'Abdul,1,2,\n", assignment)
    assert len(overrides.of("=ada")) == 1
    assert len(overrides.of("'Abdul")) == 1


def test_a_student_may_have_two_names(tmp_path: Path, assignment: Assignment) -> None:
    overrides = said(tmp_path / "o.csv", f"{HEAD}ada,1,2,\nanon-2hj73iqram5m,2,3,\n", assignment)
    assert [override.task for override in overrides.of("ada", "anon-2hj73iqram5m")] == ["1", "2"]


TASKS = "the tasks are 0, 1, 2, and late is the points that lateness takes"
COLUMNS = "expected the columns student, task, points, reason, got"
REFUSED = {
    "another header": ("name,task,points,reason\n", 1, f'{COLUMNS} "name", "task", "points", "reason"'),
    "a column too few": ("student,task,points\n", 1, f'{COLUMNS} "student", "task", "points"'),
    "a column too many": (HEAD.replace("\n", ",by\n"), 1, f'{COLUMNS} "student", "task", "points", "reason", "by"'),
    "no header": ("ada,1,7.5,shown\n", 1, f'{COLUMNS} "ada", "1", "7.5", "shown"'),
    "no student": (f"{HEAD},1,7.5,x\n", 2, "expected a student's name, got nothing"),
    "no such task": (f"{HEAD}bob,0,1,\nada,9,7.5,x\n", 3, f'there is no task "9": {TASKS}'),
    "no task": (f"{HEAD}ada,,7.5,x\n", 2, f'there is no task "": {TASKS}'),
    "no points": (f"{HEAD}ada,1,,x\n", 2, 'expected points between 0 and 10, got ""'),
    "a word": (f"{HEAD}ada,1,all,x\n", 2, 'expected points between 0 and 10, got "all"'),
    "negative": (f"{HEAD}ada,1,-1,x\n", 2, 'expected points between 0 and 10, got "-1"'),
    "more than possible": (f"{HEAD}ada,1,10.01,x\n", 2, 'expected points between 0 and 10, got "10.01"'),
    "not a number": (f"{HEAD}ada,1,nan,x\n", 2, 'expected points between 0 and 10, got "nan"'),
    "infinity": (f"{HEAD}ada,1,1e9,x\n", 2, 'expected points between 0 and 10, got "1e9"'),
    "digits of another script": (f"{HEAD}ada,1,٣,x\n", 2, 'expected points between 0 and 10, got "٣"'),
    "a thousand": (f'{HEAD}ada,1,"1,000",x\n', 2, 'expected points between 0 and 10, got "1,000"'),
    "more than lateness can take": (f"{HEAD}ada,late,31,x\n", 2, 'expected points between 0 and 30, got "31"'),
    "the same twice": (f"{HEAD}ada,1,2,\nbob,1,2,\nADA,1,3,\n", 4, 'line 2 already sets this for "ADA"'),
    "a comma without quotes": (
        f"{HEAD}ada,1,2,ill, as told\n",
        2,
        "expected 4 cells, got 5: a reason with a comma in it needs quotes around it",
    ),
    "a line after a reason of two lines": (f'{HEAD}ada,1,2,"a\nb"\nada,9,1,\n', 4, f'there is no task "9": {TASKS}'),
    "a quote that is not closed": (f'{HEAD}bob,1,2,x\nada,1,2,"x\n\n', 3, "not CSV: unexpected end of data"),
    "Latin 1": (f"{HEAD}bob,1,2,x\nadà,1,2,x\n".encode("latin-1"), 3, "not UTF-8 text: save it as CSV UTF-8"),
    "UTF-16": (HEAD.encode("utf-16"), 1, "not UTF-8 text: save it as CSV UTF-8"),
}


@pytest.mark.parametrize(("text", "line", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses_in_one_line_that_names_the_line(
    text: str | bytes, line: int, message: str, tmp_path: Path, assignment: Assignment
) -> None:
    path = tmp_path / "o.csv"
    with pytest.raises(OverridesError, match=re.escape(f"{path}, line {line}: {message}") + r"\Z"):
        said(path, text, assignment)


def test_a_folder_of_that_name_is_refused(tmp_path: Path, assignment: Assignment) -> None:
    with pytest.raises(OverridesError, match="cannot be read: is a directory"):
        read(tmp_path, assignment)
