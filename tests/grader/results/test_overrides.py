import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.model.assignment import Assignment
from grader.final_score import Comment, Extension, FreeDays, InstructorWord, Override
from grader.results.overrides import Overrides, read
from grader.tables import TableError

HEAD = "student,task,points,reason\n"


def said(path: Path, text: str | bytes, assignment: Assignment) -> Overrides:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, assignment)


def test_without_a_file_nothing_is_set(tmp_path: Path, assignment: Assignment) -> None:
    assert read(tmp_path / "overrides.csv", assignment).of("ada") == InstructorWord()


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
    assert overrides.of("ada").overrides == (Override("1", 7.5, "shown in class"),)
    assert overrides.of("bob") == InstructorWord()


@pytest.mark.parametrize("points", ["0", "10", "10.0", "0.25", '"0,25"'])
def test_points_from_none_to_all_are_fine(points: str, tmp_path: Path, assignment: Assignment) -> None:
    (override,) = said(tmp_path / "o.csv", f"{HEAD}ada,1,{points},", assignment).of("ada").overrides
    assert 0 <= override.points <= 10


def test_a_reason_may_be_missing_long_or_hostile(tmp_path: Path, assignment: Assignment) -> None:
    text = f'{HEAD}ada,0,1\nada,1,2,"a, ""b""\nc"\nada,late,30,\x1b[31m\u202e\n'
    reasons = [override.reason for override in said(tmp_path / "o.csv", text, assignment).of("ada").overrides]
    assert reasons == ["", 'a, "b" c', "\\x1b[31m\\u202e"]


def test_a_name_is_found_as_grades_csv_has_it(tmp_path: Path, assignment: Assignment) -> None:
    overrides = said(tmp_path / "o.csv", f"{HEAD}'=ada,1,2,\n'Abdul,1,2,\n", assignment)
    assert len(overrides.of("=ada").overrides) == 1
    assert len(overrides.of("'Abdul").overrides) == 1


def test_a_student_may_have_two_names(tmp_path: Path, assignment: Assignment) -> None:
    overrides = said(tmp_path / "o.csv", f"{HEAD}ada,1,2,\nanon-2hj73iqram5m,2,3,\n", assignment)
    assert [override.task for override in overrides.of("ada", "anon-2hj73iqram5m").overrides] == ["1", "2"]


def test_what_is_said_of_the_first_name_stands_above_the_others(tmp_path: Path, assignment: Assignment) -> None:
    rows = "Ada Lovelace,1,2,\nada,1,3,\nAda Lovelace,deadline,2026-03-08,\nada,deadline,2026-03-09,\n"
    found = said(tmp_path / "o.csv", f"{HEAD}{rows}", assignment).of("ada", "Ada Lovelace", "ADA")
    assert [override.points for override in found.overrides] == [3]
    assert found.extension == Extension(datetime(2026, 3, 9, 23, 59, 59), "")


@pytest.mark.parametrize(
    ("written", "asked"),
    [("NFC", "NFC"), ("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")],
)
def test_an_accent_is_the_same_however_it_is_written(
    written: str, asked: str, tmp_path: Path, assignment: Assignment
) -> None:
    name, other = unicodedata.normalize(written, "Jérôme"), unicodedata.normalize(asked, "JÉRÔME")
    assert said(tmp_path / "o.csv", f"{HEAD}{name},1,2,\n", assignment).of(other).overrides == (Override("1", 2, ""),)


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        pytest.param("José,1,2,é\nLéa,1,2,\n".encode(), 0, id="UTF-8"),
        pytest.param("José,1,2,é\nLéa,1,2,\n".encode("cp1252"), 1, id="Windows-1252"),
        pytest.param("José,1,2,é\n".encode() + "Léa,1,2,\n".encode("cp1252"), 1, id="a line of each"),
    ],
)
def test_a_table_of_windows_is_read_and_told(data: bytes, notes: int, tmp_path: Path, assignment: Assignment) -> None:
    overrides = said(tmp_path / "o.csv", HEAD.encode() + data, assignment)
    assert overrides.of("josé").overrides == (Override("1", 2, "é"),)
    assert overrides.of("Léa").overrides == (Override("1", 2, ""),)
    assert len(overrides.notes) == notes
    assert all("not UTF-8, read as Windows-1252" in note for note in overrides.notes)


def test_unicode_text_of_a_spreadsheet_is_read(tmp_path: Path, assignment: Assignment) -> None:
    text = "student\ttask\tpoints\treason\r\nJosé\t1\t7,5\t\r\n".encode("utf-16")
    assert said(tmp_path / "o.csv", text, assignment).of("José").overrides == (Override("1", 7.5, ""),)


# --- deadlines, free days and comments -------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "deadline"),
    [
        ("2026-03-08T23:59:59", datetime(2026, 3, 8, 23, 59, 59)),
        ("2026-03-08 12:30", datetime(2026, 3, 8, 12, 30)),
        ("2026-03-08T12:30Z", datetime(2026, 3, 8, 12, 30, tzinfo=UTC)),
        ("2026-03-08T13:30:00+01:00", datetime(2026, 3, 8, 12, 30, tzinfo=UTC)),
        pytest.param("2026-03-08", datetime(2026, 3, 8, 23, 59, 59), id="a day is to its end"),
    ],
)
def test_a_deadline_of_one_student(cell: str, deadline: datetime, tmp_path: Path, assignment: Assignment) -> None:
    found = said(tmp_path / "o.csv", f"{HEAD}ada,deadline,{cell},ill\n", assignment).of("ada")
    assert found == InstructorWord(extension=Extension(deadline, "ill"))


def test_free_days_of_one_student(tmp_path: Path, assignment: Assignment) -> None:
    found = said(tmp_path / "o.csv", f"{HEAD}ada,free_days,1,two are used\n", assignment).of("ada")
    assert found == InstructorWord(free_days=FreeDays(1, "two are used"))


def test_a_row_without_points_is_a_comment_and_there_may_be_any_number(tmp_path: Path, assignment: Assignment) -> None:
    text = f"{HEAD}ada,1,,neat\nada,1,,but long\nada,1,9,shown\nada,,,see me\n"
    found = said(tmp_path / "o.csv", text, assignment).of("ada")
    assert found.comments == (Comment("1", "neat"), Comment("1", "but long"), Comment("", "see me"))
    assert found.overrides == (Override("1", 9, "shown"),)


TASKS = "expected 0, 1, 2, late, deadline or free_days"
DATE = "expected a date such as 2026-03-08T23:59:59 for deadline"
COLUMNS = "expected the columns student, task, points, reason, got"
REFUSED = {
    "another header": ("name,task,points,reason\n", 1, f'{COLUMNS} "name", "task", "points", "reason"'),
    "a column too few": ("student,task,points\n", 1, f'{COLUMNS} "student", "task", "points"'),
    "a column too many": (HEAD.replace("\n", ",by\n"), 1, f'{COLUMNS} "student", "task", "points", "reason", "by"'),
    "no header": ("ada,1,7.5,shown\n", 1, f'{COLUMNS} "ada", "1", "7.5", "shown"'),
    "no student": (f"{HEAD},1,7.5,x\n", 2, "expected a student's name, got nothing"),
    "no such task": (f"{HEAD}bob,0,1,\nada,9,7.5,x\n", 3, f'there is no task "9": {TASKS}'),
    "no task": (f"{HEAD}ada,,7.5,x\n", 2, f'there is no task "": {TASKS}'),
    "neither points nor a comment": (
        f"{HEAD}ada,1,,\n",
        2,
        'expected points between 0 and 10, or a comment as the reason, got ""',
    ),
    "nobody's comment": (f"{HEAD},,,well done\n", 2, "expected a student's name, got nothing"),
    "a student and nothing else": (
        f"{HEAD}ada\n",
        2,
        'expected points between 0 and 10, or a comment as the reason, got ""',
    ),
    "lateness without points": (f"{HEAD}ada,late,,ill\n", 2, 'expected points between 0 and 30, got ""'),
    "a date of a spreadsheet": (f"{HEAD}ada,deadline,08/03/2026 23:59,x\n", 2, f'{DATE}, got "08/03/2026 23:59"'),
    "a day that there is not": (f"{HEAD}ada,deadline,2026-02-30,x\n", 2, f'{DATE}, got "2026-02-30"'),
    "a week": (f"{HEAD}ada,deadline,2026-W10-1,x\n", 2, f'{DATE}, got "2026-W10-1"'),
    "no date": (f"{HEAD}ada,deadline,,x\n", 2, f'{DATE}, got ""'),
    "two deadlines": (
        f"{HEAD}ada,deadline,2026-03-08,\nada,deadline,2026-03-09,\n",
        3,
        'line 2 already sets this for "ada"',
    ),
    "half a day": (f"{HEAD}ada,free_days,1.5,x\n", 2, 'expected 0 to 365 days for free_days, got "1.5"'),
    "too many days": (f"{HEAD}ada,free_days,366,x\n", 2, 'expected 0 to 365 days for free_days, got "366"'),
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
    "a byte of no encoding": (
        f"{HEAD}bob,1,2,x\n".encode() + b"ad\x81,1,2,x\n",
        3,
        "not UTF-8 text: save it as CSV UTF-8",
    ),
}


@pytest.mark.parametrize(("text", "line", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses_in_one_line_that_names_the_line(
    text: str | bytes, line: int, message: str, tmp_path: Path, assignment: Assignment
) -> None:
    path = tmp_path / "o.csv"
    with pytest.raises(TableError, match=re.escape(f"{path}, line {line}: {message}") + r"\Z"):
        said(path, text, assignment)


def test_a_folder_of_that_name_is_refused(tmp_path: Path, assignment: Assignment) -> None:
    with pytest.raises(TableError, match="cannot be read: is a directory"):
        read(tmp_path, assignment)
