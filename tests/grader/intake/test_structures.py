"""Which folders are students, which are groups of students, and which are neither."""

import os
import zipfile
from pathlib import Path

import pytest

from checks.model import Severity
from checks.model.assignment import Assignment
from grader.intake.entries import IntakeError
from grader.intake.taking import read
from tests.classes import commit, pack
from tests.grader.intake.taking import FILES, contents, entries, lay, said, scan, taken, unread

FILE, OTHER, THIRD = FILES

STRUCTURES = {
    "a folder of each": ([f"ada/{FILE}", f"bob/{FILE}"], ["ada", "bob"]),
    "one student alone": ([f"ada/{FILE}"], ["ada"]),
    "a course's repository of each": ([f"ada/math/0x04/{FILE}", f"bob/math/0x04/{FILE}"], ["ada", "bob"]),
    "at different depths": ([f"ada/a/b/c/{FILE}", f"bob/{FILE}", f"cy/x/{FILE}"], ["ada", "bob", "cy"]),
    "below a folder for all": ([f"math/0x04/ada/{FILE}", f"math/0x04/bob/{FILE}"], ["ada", "bob"]),
    "two of one student's among others": (
        [f"ada/old/{FILE}", f"ada/new/{FILE}", f"bob/{FILE}", f"cy/{FILE}", f"di/0x04/{FILE}", f"di/0x04_2/{FILE}"],
        ["ada", "bob", "cy", "di"],
    ),
    "a folder for each task": (
        [f"ada/valid/{FILE}", f"ada/same/{OTHER}", f"bob/valid/{FILE}", f"bob/same/{OTHER}"],
        ["ada", "bob"],
    ),
    "students with one task each": ([f"ada/{FILE}", f"bob/{OTHER}"], ["ada", "bob"]),
    "one who handed in something else": ([f"ada/{FILE}", f"bob/{FILE}", "cy/valid.py"], ["ada", "bob", "cy"]),
    "the course's own files beside": ([FILE, OTHER, f"ada/{FILE}", f"bob/{FILE}"], ["ada", "bob"]),
    "what systems leave": (
        [f"ada/{FILE}", f"bob/{FILE}", f"__MACOSX/ada/{FILE}", f".git/x/{FILE}", f".Trash/{FILE}"],
        ["ada", "bob"],
    ),
    "flat files beside folders": ([f"ada/{FILE}", f"bob/{FILE}", f"cy_{FILE}"], ["cy", "ada", "bob"]),
}


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("title", STRUCTURES)
def test_students_are_told_from_folders(title: str, packed: bool, tmp_path: Path, assignment: Assignment) -> None:
    files, students = STRUCTURES[title]
    path = lay(tmp_path / "class", *files)
    if packed:
        pack(path, path := tmp_path / "class.zip")
    submissions = taken(path, assignment)
    assert list(submissions) == students
    every = [name for submission in submissions.values() for name in submission.files]
    assert bool(every)


def test_a_student_has_the_tasks_of_all_their_folders(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, *STRUCTURES["a folder for each task"][0])
    assert contents(taken(tmp_path, assignment)["ada"]) == {
        FILE: f"ada/valid/{FILE}".encode(),
        OTHER: f"ada/same/{OTHER}".encode(),
    }


@pytest.mark.parametrize("ending", ["", ".zip"], ids=["folder", "zip"])
def test_one_submission_alone(ending: str, tmp_path: Path, assignment: Assignment) -> None:
    path = lay(tmp_path / "ada", FILE, OTHER, "README.md")
    if ending:
        pack(path, path := tmp_path / "ada.zip")
    ((name, submission),) = taken(path, assignment).items()
    assert (name, sorted(submission.files), submission.has_readme) == ("ada", [FILE, OTHER], True)


def test_what_tools_leave_in_a_submission_is_passed_over(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "ada" / "work", FILE)
    for name in ("__pycache__", ".venv", "venv", "__MACOSX", ".ipynb_checkpoints", "node_modules"):
        lay(tmp_path / "ada" / name, FILE, OTHER, f"x/{OTHER}")
    lay(tmp_path / "ada", "._" + FILE, ".DS_Store", "Thumbs.db")
    lay(tmp_path / "bob", FILE)
    submission = taken(tmp_path, assignment)["ada"]
    assert contents(submission) == {FILE: FILE.encode()}
    assert submission.intake == ()


# --- two files for one task ------------------------------------------------------------------------


def test_of_two_files_the_one_that_changed_last_is_taken(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"ada/{FILE}", f"ada/draft/{FILE}", f"bob/{FILE}")
    os.utime(tmp_path / "ada" / FILE, (1_700_000_000, 1_700_000_000))
    os.utime(tmp_path / "ada" / "draft" / FILE, (1_700_000_001, 1_700_000_001))
    submission = taken(tmp_path, assignment)["ada"]
    assert contents(submission) == {FILE: f"ada/draft/{FILE}".encode()}
    note = f"2 files for `{FILE}`: `draft/{FILE}` was taken, the later one; not `{FILE}`"
    assert said(submission, Severity.NOTE) == [note]


def test_of_two_that_changed_together_the_nearest_is_taken(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"ada/x/{FILE}", f"ada/b/y/{FILE}", f"bob/{FILE}", f"cy/{FILE}")
    for path in tmp_path.rglob("*.py"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    submission = taken(tmp_path, assignment)["ada"]
    assert contents(submission) == {FILE: f"ada/x/{FILE}".encode()}
    note = f"2 files for `{FILE}`: `x/{FILE}` was taken, the one that comes first; not `b/y/{FILE}`"
    assert note in said(submission, Severity.NOTE)


def test_in_an_archive_the_member_that_changed_last_is_taken(tmp_path: Path, assignment: Assignment) -> None:
    with zipfile.ZipFile(tmp_path / "ada.zip", "w") as archive:
        for name, hour in ((f"b/{FILE}", 12), (f"a/{FILE}", 11), (f"c/{FILE}", 10)):
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 5, hour, 0, 0)), name)
    lay(tmp_path, f"bob/{FILE}", f"cy/{FILE}", f"di/{FILE}")
    assert contents(taken(tmp_path, assignment)["ada"]) == {FILE: f"b/{FILE}".encode()}


def test_a_program_beside_its_own_archive_is_one_submission(tmp_path: Path, assignment: Assignment) -> None:
    for name in ("ada", "bob"):
        lay(tmp_path / name / "project", FILE)
        lay(tmp_path / "packing", FILE)
        pack(tmp_path / "packing", tmp_path / name / "project.zip")
    assert list(taken(tmp_path, assignment)) == ["ada", "bob"]


# --- names -----------------------------------------------------------------------------------------


def test_two_of_one_name_are_told_apart_with_a_note(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, *(f"{week}/{name}/{FILE}" for week in ("w1", "w2") for name in ("Ada", "ada", "bob")))
    found = taken([tmp_path / "w1", tmp_path / "w2"], assignment)
    assert list(found) == ["Ada", "ada (2)", "bob", "Ada (3)", "ada (4)", "bob (2)"]
    told = {name: said(found[name], Severity.NOTE) for name in ("bob", "bob (2)")}
    assert told == {
        "bob": ["another submission is of `bob` too: this one keeps the name"],
        "bob (2)": ["another submission is of `bob` too: this one is called `bob (2)`"],
    }


def test_two_of_one_name_are_told_apart_by_the_platforms_number(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, *(f"Ada Lovelace_{number}_assignsubmission_file_/{FILE}" for number in (1, 22)))
    assert list(taken(tmp_path, assignment)) == ["Ada Lovelace", "Ada Lovelace (22)"]


@pytest.mark.parametrize("name", ["a\x1b[31mb", "a\nb", "a\u202eb", "a\udcffb", "x" * 200])
def test_a_name_is_printable_wherever_it_is_shown(name: str, tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / name, FILE)
    lay(tmp_path / "bob", FILE)
    for entry in scan(tmp_path, assignment):
        assert (entry.student + entry.origin).isprintable()
        assert len(entry.student) < 130
        assert contents(read(entry, assignment)) == {FILE: FILE.encode()}


# --- links -----------------------------------------------------------------------------------------


def test_a_link_out_of_a_submission_is_not_followed(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", f"ada/{FILE}", f"bob/{OTHER}", f"secret/{FILE}")
    (tmp_path / "class" / "bob" / FILE).symlink_to(tmp_path / "class" / "ada" / FILE)
    (tmp_path / "class" / "bob" / "all").symlink_to(tmp_path / "class" / "secret")
    submission = taken(tmp_path / "class", assignment)["bob"]
    assert contents(submission) == {OTHER: f"bob/{OTHER}".encode()}
    assert said(submission, Severity.ERROR) == [f"`{FILE}` is a link to a file outside of the folder"]


def test_a_link_inside_a_submission_is_followed(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, "ada/old/valid.py", f"bob/{FILE}", f"ada/{OTHER}")
    (tmp_path / "ada" / FILE).symlink_to("old/valid.py")
    assert contents(taken(tmp_path, assignment)["ada"])[FILE] == b"ada/old/valid.py"


def test_a_link_instead_of_a_students_folder_is_told(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", f"ada/{FILE}", f"cy/{FILE}")
    lay(tmp_path / "elsewhere", FILE)
    (tmp_path / "class" / "bob").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "class" / "round").symlink_to(tmp_path)
    submissions = taken(tmp_path / "class", assignment)
    assert list(submissions) == ["ada", "bob", "cy", "round"]
    assert said(submissions["bob"], Severity.ERROR) == ["`bob` is a link, which is not followed"]


def test_the_folder_that_is_given_may_be_a_link(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", f"ada/{FILE}", f"bob/{FILE}")
    (tmp_path / "link").symlink_to("class")
    assert list(taken(tmp_path / "link", assignment)) == ["ada", "bob"]


# --- what cannot be graded -------------------------------------------------------------------------


def refused(path: Path, assignment: Assignment) -> str:
    with pytest.raises(IntakeError) as caught:
        list(scan(path, assignment))
    message = str(caught.value)
    assert message.isprintable()
    return message


def test_a_path_that_is_not_there(tmp_path: Path, assignment: Assignment) -> None:
    assert refused(tmp_path / "no", assignment) == f"there is no folder, archive or table {tmp_path}/no"
    assert refused(Path("a\0b"), assignment) == r"there is no folder, archive or table a\x00b"


def test_a_folder_without_any_of_the_files(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", "ada/valid.py", "README.md")
    assert refused(tmp_path / "class", assignment) == (
        f"class has no folder, archive or repository that holds any of {', '.join(FILES)}; check the names"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("class.txt", "is neither a folder nor an archive nor a table"),
        ("class.rar", "is a rar archive"),
    ],
)
def test_a_file_of_another_kind(name: str, message: str, tmp_path: Path, assignment: Assignment) -> None:
    (tmp_path / name).write_text("hello")
    expected = f"{tmp_path}/{name} {message}; give a folder, a .zip, a .tar.gz or a .csv"
    assert refused(tmp_path / name, assignment) == expected


def test_a_class_whose_archive_is_broken(tmp_path: Path, assignment: Assignment) -> None:
    path = lay(tmp_path / "class", *(f"student{number}/{FILE}" for number in range(50)))
    pack(path, tmp_path / "class.zip")
    data = (tmp_path / "class.zip").read_bytes()
    (tmp_path / "class.zip").write_bytes(data[: len(data) // 2])
    assert refused(tmp_path / "class.zip", assignment) == (
        "the archive `class.zip` is no zip archive, or breaks off before its end; download it once more"
    )


def test_a_class_whose_tar_breaks_off_is_not_graded_in_part(tmp_path: Path, assignment: Assignment) -> None:
    path = lay(tmp_path / "class", *(f"student{number}/{FILE}" for number in range(50)))
    pack(path, tmp_path / "class.tar.gz")
    data = (tmp_path / "class.tar.gz").read_bytes()
    (tmp_path / "class.tar.gz").write_bytes(data[: len(data) // 2])
    message = refused(tmp_path / "class.tar.gz", assignment)
    assert message == f"{tmp_path}/class.tar.gz breaks off before its end; download it once more"


def test_a_submission_that_is_gone_when_it_is_read_is_no_fault_of_the_student(
    tmp_path: Path, assignment: Assignment
) -> None:
    lay(tmp_path, f"ada/{FILE}", f"bob/{FILE}")
    found = entries(tmp_path, assignment)
    (tmp_path / "ada" / FILE).unlink()
    (tmp_path / "ada").rmdir()
    ada = read(found["ada"], assignment)
    assert unread(ada) == ["what was handed in cannot be read: no such file or directory"] * len(FILES)
    assert said(ada, Severity.ERROR) == [f"{tmp_path.name}/ada cannot be read: no such file or directory"]


def test_names_that_are_nearly_right_are_told(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"ada/{FILE}", f"bob/{FILE.upper()}", "bob/notes.py")
    submission = taken(tmp_path, assignment)["bob"]
    assert submission.files == {}
    assert said(submission, Severity.WARNING) == [
        f"`{FILE.upper()}` was not taken for `{FILE}`, which is not there",
    ]


def test_a_repository_of_the_whole_class_is_a_class(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"ada/{FILE}", f"bob/{FILE}")
    commit(tmp_path)
    assert [entry.layout for entry in scan(tmp_path, assignment)] == ["folder", "folder"]
