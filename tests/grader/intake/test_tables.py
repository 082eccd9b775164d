"""A table of names and paths."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from checks.model import Severity
from checks.model.assignment import Assignment
from grader.intake.entries import IntakeError
from grader.intake.taking import read
from tests.classes import DATE, commit, git, pack
from tests.grader.intake.taking import FILES, contents, entries, lay, of_commits, said, scan, settled, taken, unread

FILE, OTHER, _ = FILES
MORE = "Cy,3.zip\n"  # a table knows most of what lies beside it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lay(tmp_path / "class", f"1/{FILE}", f"2/{FILE}", f"3/{FILE}", f"one/{FILE}", f"one/{OTHER}")
    pack(tmp_path / "class" / "3", tmp_path / "class" / "3.zip")
    return tmp_path / "class"


def write(folder: Path, text: str, name: str = "class.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder / name


ROWS = {
    "commas": "name,path\nAda,1\nBob,2\nCy,3.zip\n",
    "semicolons": "Name;Path\nAda;1\nBob;2\nCy;3.zip\n",
    "tabs and other words": "No\tStudent\tFolder\n1\tAda\t1\n2\tBob\t2\n3\tCy\t3.zip\n",
    "what a spreadsheet writes": '\ufeff"name","path"\r\n"Ada","1"\r\nBob,./2/\r\nCy,3.zip\r\n\r\n,\r\n',
}


@pytest.mark.parametrize("given", ["the table", "its folder", "an archive"])
@pytest.mark.parametrize("text", ROWS.values(), ids=ROWS)
def test_a_table_names_the_students(text: str, given: str, folder: Path, assignment: Assignment) -> None:
    path = write(folder, text)
    if given == "its folder":
        path = folder
    if given == "an archive":
        pack(folder, path := folder.with_suffix(".zip"))
    submissions = taken(path, assignment)
    assert {name: contents(submission) for name, submission in submissions.items()} == {
        "Ada": {FILE: f"1/{FILE}".encode()},
        "Bob": {FILE: f"2/{FILE}".encode()},
        "Cy": {FILE: f"3/{FILE}".encode()},
    }
    assert {entry.layout for entry in entries(path, assignment).values()} == {"table"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_table_of_windows_names_the_same_students_and_paths(
    encoding: str, folder: Path, assignment: Assignment
) -> None:
    lay(folder, f"José/{FILE}", f"œuvre/{FILE}")
    (folder / "class.csv").write_bytes("name,path\nJosé Dupré,José\nZoë,œuvre\n".encode(encoding))
    found = taken(folder / "class.csv", assignment)
    assert contents(found["José Dupré"]) == {FILE: f"José/{FILE}".encode()}
    assert all(contents(each) for each in found.values())
    assert len(found) == 2


def test_a_table_may_have_the_bytes_of_a_path_that_is_in_no_utf_8(folder: Path, assignment: Assignment) -> None:
    for name, raw in (("1", b"J\xe9r\xf4me"), ("2", b"\x81")):
        (folder / name).rename(folder / os.fsdecode(raw))
    (folder / "class.csv").write_bytes(b"name,path\nAda,J\xe9r\xf4me\nBob,\x81\n")
    found = taken(folder / "class.csv", assignment)
    assert [list(contents(found[name])) for name in ("Ada", "Bob")] == [[FILE], [FILE]]


@pytest.mark.parametrize(
    ("row", "student", "files", "note"),
    [
        pytest.param("Ada,", "Ada", set(), "row 3 of class.csv has no path: nothing was handed in", id="no path"),
        pytest.param(",1", "(no name)", {FILE}, "row 3 of class.csv has no name", id="no name"),
        pytest.param(
            "Ada,1,x,y",
            "Ada",
            {FILE},
            "row 3 of class.csv has more cells than there are columns: what has a comma in it needs quotes around it",
            id="a comma without quotes",
        ),
    ],
)
def test_a_row_that_is_damaged_is_somebody_and_told(
    row: str, student: str, files: set[str], note: str, folder: Path, assignment: Assignment
) -> None:
    found = taken(write(folder, f"name,path,mail\nBob,2,\n{row}\n"), assignment)
    assert list(found) == ["Bob", student]
    assert set(contents(found[student])) == files
    assert said(found[student], Severity.NOTE) == [note]
    assert said(found["Bob"], Severity.NOTE) == []


def test_other_columns_are_kept(folder: Path, assignment: Assignment) -> None:
    write(folder, f'name,path,E-mail,SIS User ID\n"Lovelace, Ada",1,ada@example.org,\nBob,2,,0042\n{MORE}')
    found = entries(folder, assignment)
    assert {name: entry.ids for name, entry in found.items()} == {
        "Lovelace, Ada": {"e-mail": "ada@example.org"},
        "Bob": {"sis user id": "0042"},
        "Cy": {},
    }
    assert found["Bob"].origin == "class/class.csv, row 3: 2"


def test_a_row_may_be_one_program(folder: Path, assignment: Assignment) -> None:
    write(folder, f"name,path\nAda,one/{FILE}\nBob,2\n{MORE}")
    assert contents(taken(folder, assignment)["Ada"]) == {FILE: f"one/{FILE}".encode()}


def test_a_row_may_be_a_repository(folder: Path, assignment: Assignment) -> None:
    hash_ = commit(lay(folder / "ada", FILE))
    git(folder, "clone", "--quiet", "--bare", "ada", "bob.git")
    (folder / "ada" / FILE).write_text("not committed")
    rules = of_commits(assignment)
    for entry in settled(write(folder, "name,path\nAda,ada\nBob,bob.git\n"), rules).values():
        assert (entry.layout, entry.commit) == ("table", hash_)
        assert entry.submitted == datetime.fromisoformat(DATE)
        assert contents(read(entry, rules)) == {FILE: FILE.encode()}


def test_a_table_that_is_given_may_point_anywhere(folder: Path, tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "elsewhere", FILE)
    path = write(folder, f"name,path\nAda,../elsewhere\nBob,{tmp_path}/elsewhere\n")
    assert all(contents(each) == {FILE: FILE.encode()} for each in taken(path, assignment).values())


@pytest.mark.parametrize("path", ["../elsewhere", "/etc", "1/../../elsewhere", "link/x", "..", "C:", "4"])
def test_a_table_that_came_with_the_submissions_stays_in_its_folder(
    path: str, folder: Path, tmp_path: Path, assignment: Assignment
) -> None:
    lay(tmp_path / "elsewhere", FILE, f"x/{FILE}")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    write(folder, f"name,path\nMallory,{path}\nBob,2\nOne,one\n{MORE}")
    submissions = taken(folder, assignment)
    assert submissions["Mallory"].files == {}
    assert said(submissions["Mallory"], Severity.ERROR) == [f"there is no `{path}` in `class`"]
    assert contents(submissions["Bob"]) == {FILE: f"2/{FILE}".encode()}


def test_a_table_that_came_with_the_submissions_follows_no_link(
    folder: Path, tmp_path: Path, assignment: Assignment
) -> None:
    (folder / "link").symlink_to(lay(tmp_path / "elsewhere", FILE))
    write(folder, f"name,path\nMallory,link\nBob,2\nOne,one\n{MORE}")
    mallory = taken(folder, assignment)["Mallory"]
    assert (mallory.files, said(mallory, Severity.ERROR)) == ({}, ["`link` is a link, which is not followed"])


def test_a_path_that_is_wrong_in_the_teacher_s_table_is_no_fault_of_the_student(
    folder: Path, assignment: Assignment
) -> None:
    found = entries(write(folder, "name,path\nAda,nowhere\nBob,2\n"), assignment)
    ada = read(found["Ada"], assignment)
    assert len(unread(ada)) == len(FILES)
    assert said(ada, Severity.ERROR) == ["class/class.csv, row 2: nowhere cannot be read: no such file or directory"]


@pytest.mark.parametrize("text", ["", "name\nAda\n", "a,b\n1,2\n", "\x00\x01", "<html>"])
def test_a_table_without_the_columns_is_refused(text: str, folder: Path, assignment: Assignment) -> None:
    with pytest.raises(IntakeError) as caught:
        list(scan(write(folder, text), assignment))
    assert str(caught.value) == "class.csv has no heading with a column `name` and a column `path`: add them"


def test_a_gradebook_beside_the_folders_is_no_table(folder: Path, assignment: Assignment) -> None:
    write(folder, "Student,ID,Grade\nAda,1,\n", "grades.csv")
    assert list(taken(folder, assignment)) == ["1", "2", "3", "one"]


def test_a_table_that_cannot_be_read_to_its_end(folder: Path, assignment: Assignment) -> None:
    write(folder, f'name,path\nAda,1\nOne,one\n{MORE}Bob,"{"x" * 200_000}"\n')
    with pytest.raises(IntakeError) as caught:
        list(scan(folder, assignment))
    assert str(caught.value).startswith("class/class.csv is no table that can be read: line 5: field larger than")


# --- what is no table of the class ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("students.csv", "Name,Repository\nAda,https://example.org/ada\nBob,https://example.org/bob\n"),
        ("grades.csv", "Name,Submission\nAda,yes\nBob,no\n"),
        ("names.csv", "name,path\nAda,1\nBob,2\nCy,3.zip\nOne,one\n"),
        ("class.csv", "name,path\nAda,1\n"),
    ],
    ids=["addresses", "a gradebook", "one that a student can have handed in", "one that knows few"],
)
def test_a_table_beside_students_that_does_not_know_them_is_none(
    name: str, text: str, folder: Path, assignment: Assignment
) -> None:
    write(folder, text, name)
    assert list(taken(folder, assignment)) == ["1", "2", "3", "one"]


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b", "x/" * 3000])
def test_a_path_that_no_disk_has_is_one_row_s(path: str, folder: Path, assignment: Assignment) -> None:
    write(folder, f"name,path\nMallory,{path}\nBob,2\nOne,one\n{MORE}")
    found = taken(folder / "class.csv", assignment)
    assert contents(found["Bob"]) == {FILE: f"2/{FILE}".encode()}
    assert contents(found["Mallory"]) == {}
