import os
import socket
from hashlib import sha256
from pathlib import Path

import pytest

from checks.model import Source, Unreadable
from checks.model.assignment import Assignment
from grader.intake.sources import LARGEST
from grader.intake.submission import SubmissionError, read
from tests.nobody import as_nobody

ROOT = Path(__file__).parents[2]
FILE = "0-convolve_grayscale_valid.py"
OTHER = "1-convolve_grayscale_same.py"
WANTED = "0-convolve_grayscale_valid.py, 1-convolve_grayscale_same.py, 2-convolve_grayscale_padding.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "ada"
    path.mkdir()
    return path


def unreadable(folder: Path, assignment: Assignment) -> str:
    file = read(folder, assignment).files[FILE]
    assert isinstance(file, Unreadable)
    assert file.name == FILE
    assert file.hint
    return file.message


def refused(folder: Path, assignment: Assignment) -> str:
    with pytest.raises(SubmissionError) as caught:
        read(folder, assignment)
    message = str(caught.value)
    assert "\n" not in message
    return message


# --- what is taken ---------------------------------------------------------------------------------


def test_takes_the_files_that_are_there(folder: Path, assignment: Assignment) -> None:
    (folder / FILE).write_bytes(b"x = 1\r\n")
    (folder / OTHER).write_bytes(b"")
    (folder / "0-main.py").write_bytes(b"")
    submission = read(folder, assignment)
    assert submission.name == "ada"
    assert submission.files == {
        FILE: Source(FILE, b"x = 1\r\n", sha256(b"x = 1\r\n").hexdigest(), False),
        OTHER: Source(OTHER, b"", sha256(b"").hexdigest(), False),
    }
    assert not submission.has_readme


@pytest.mark.parametrize(("mode", "executable"), [(0o644, False), (0o744, True), (0o654, True), (0o645, True)])
def test_any_executable_bit_counts(folder: Path, assignment: Assignment, mode: int, executable: bool) -> None:
    (folder / FILE).touch()
    (folder / FILE).chmod(mode)
    file = read(folder, assignment).files[FILE]
    assert isinstance(file, Source)
    assert file.executable is executable


def test_a_file_may_have_a_megabyte(folder: Path, assignment: Assignment) -> None:
    (folder / FILE).write_bytes(b"#" * LARGEST)
    file = read(folder, assignment).files[FILE]
    assert isinstance(file, Source)
    assert len(file.data) == LARGEST


def test_a_link_inside_the_folder_is_followed(folder: Path, assignment: Assignment) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "valid.py").write_bytes(b"x = 1\n")
    (folder / "step").symlink_to("old")
    (folder / FILE).symlink_to("step/valid.py")
    file = read(folder, assignment).files[FILE]
    assert isinstance(file, Source)
    assert (file.name, file.data) == (FILE, b"x = 1\n")


def test_the_folder_may_be_a_link_itself(folder: Path, tmp_path: Path, assignment: Assignment) -> None:
    (folder / FILE).touch()
    (tmp_path / "link").symlink_to(folder)
    assert read(tmp_path / "link", assignment).name == "ada"


def test_here_has_a_name_too(folder: Path, assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / FILE).touch()
    monkeypatch.chdir(folder)
    assert read(Path("."), assignment).name == "ada"


def test_the_name_is_safe_to_show(tmp_path: Path, assignment: Assignment) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\x1b[31m\n\xff"))
    folder.mkdir()
    (folder / FILE).touch()
    assert read(folder, assignment).name == r"a\x1b[31m\nÿ"


@pytest.mark.parametrize(
    ("name", "there"), [("README.md", True), ("readme.md", False), ("README", False), ("README.md.txt", False)]
)
def test_the_readme_has_one_name(folder: Path, assignment: Assignment, name: str, there: bool) -> None:
    (folder / FILE).touch()
    (folder / name).touch()
    assert read(folder, assignment).has_readme is there


def test_a_readme_is_a_file_of_the_folder(folder: Path, tmp_path: Path, assignment: Assignment) -> None:
    (folder / FILE).touch()
    readme = folder / "README.md"
    readme.mkdir()
    assert not read(folder, assignment).has_readme
    readme.rmdir()
    (tmp_path / "outside").touch()
    readme.symlink_to(tmp_path / "outside")
    assert not read(folder, assignment).has_readme
    readme.unlink()
    readme.symlink_to(FILE)
    assert read(folder, assignment).has_readme


# --- files that are there and cannot be taken ------------------------------------------------------


def test_a_folder_is_no_file(folder: Path, assignment: Assignment) -> None:
    (folder / FILE).mkdir()
    assert unreadable(folder, assignment) == f"`{FILE}` is a folder, not a file"


def test_a_named_pipe_does_not_stop_the_grader(folder: Path, assignment: Assignment) -> None:
    os.mkfifo(folder / FILE)
    assert unreadable(folder, assignment) == f"`{FILE}` is a named pipe, not a file"


def test_a_link_to_a_named_pipe_does_not_either(folder: Path, assignment: Assignment) -> None:
    os.mkfifo(folder / "pipe")
    (folder / FILE).symlink_to("pipe")
    assert unreadable(folder, assignment) == f"`{FILE}` is a named pipe, not a file"


def test_a_socket_is_no_file(folder: Path, assignment: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(FILE)
        assert unreadable(folder, assignment) == f"`{FILE}` is a socket, not a file"


@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "../secret", "/nowhere/at/all", "out/secret"])
def test_a_link_out_of_the_folder_is_not_followed(folder: Path, assignment: Assignment, target: str) -> None:
    (folder.parent / "secret").write_text("secret")
    (folder / "out").symlink_to("..")
    (folder / FILE).symlink_to(target)
    assert unreadable(folder, assignment) == f"`{FILE}` is a link to a file outside of the folder"


def test_a_folder_whose_name_starts_alike_is_outside(folder: Path, assignment: Assignment) -> None:
    (folder.parent / "adam").mkdir()
    (folder.parent / "adam" / FILE).touch()
    (folder / FILE).symlink_to(f"../adam/{FILE}")
    assert unreadable(folder, assignment) == f"`{FILE}` is a link to a file outside of the folder"


@pytest.mark.parametrize("target", ["nothing.py", FILE, f"{OTHER}/x"])
def test_a_link_to_nothing_says_so(folder: Path, assignment: Assignment, target: str) -> None:
    (folder / OTHER).touch()
    (folder / FILE).symlink_to(target)
    assert unreadable(folder, assignment) == f"`{FILE}` is a link to a file that is not there"


def test_a_link_to_the_folder_is_no_file(folder: Path, assignment: Assignment) -> None:
    (folder / FILE).symlink_to(".")
    assert unreadable(folder, assignment) == f"`{FILE}` is a folder, not a file"


def test_a_larger_file_is_not_read(folder: Path, assignment: Assignment) -> None:
    with (folder / FILE).open("wb") as file:
        file.truncate(2**40)
    assert unreadable(folder, assignment) == f"`{FILE}` is larger than 1 MiB"


def test_a_byte_too_many_is_too_many(folder: Path, assignment: Assignment) -> None:
    (folder / FILE).write_bytes(b"#" * (LARGEST + 1))
    assert unreadable(folder, assignment) == f"`{FILE}` is larger than 1 MiB"


# --- folders that cannot be graded -----------------------------------------------------------------


def test_a_folder_that_is_not_there(tmp_path: Path, assignment: Assignment) -> None:
    assert refused(tmp_path / "nobody", assignment) == f"there is no folder {tmp_path}/nobody"
    assert refused(Path("a\0b"), assignment) == r"there is no folder a\x00b"


def test_a_file_instead_of_a_folder(tmp_path: Path, assignment: Assignment) -> None:
    (tmp_path / FILE).touch()
    message = f"{tmp_path}/{FILE} is a file; give the folder it lies in: {tmp_path}"
    assert refused(tmp_path / FILE, assignment) == message


def test_an_empty_folder(folder: Path, assignment: Assignment) -> None:
    assert refused(folder, assignment) == f"{folder} has none of {WANTED}"


def test_a_folder_above_the_files(folder: Path, assignment: Assignment) -> None:
    project = folder / "math" / "0x04-convolutions_and_pooling"
    project.mkdir(parents=True)
    (project / OTHER).touch()
    (folder / "math" / "0x00").mkdir()
    assert refused(folder, assignment) == f"{folder} has none of {WANTED}; did you mean {project}?"


def test_several_folders_below(folder: Path, assignment: Assignment) -> None:
    for name in "abcde":
        (folder / name).mkdir()
        (folder / name / FILE).touch()
    assert refused(folder, assignment).endswith(f"did you mean {folder}/a or {folder}/b or {folder}/c (and 2 more)?")


def test_folders_too_far_below_or_behind_links_are_not_searched(folder: Path, assignment: Assignment) -> None:
    deep = folder / "1" / "2" / "3" / "4" / "5"
    deep.mkdir(parents=True)
    (deep / FILE).touch()
    (folder / "loop").symlink_to(folder)
    (folder / "near").symlink_to(deep)
    assert refused(folder, assignment) == f"{folder} has none of {WANTED}"


@pytest.mark.parametrize(
    "name", [f"{FILE}.txt", FILE.upper(), FILE[2:], f"{FILE}c", "0_convolve_grayscale_valid.py", "0-convolve.py\n"]
)
def test_names_that_are_nearly_right(folder: Path, assignment: Assignment, name: str) -> None:
    (folder / name).touch()
    (folder / "notes.txt").touch()
    if name == "0-convolve.py\n":
        assert refused(folder, assignment) == f"{folder} has none of {WANTED}"
    else:
        said = f"`{name}` was not taken for `{FILE}`, which is not there. If it is that task's file, call it `{FILE}`."
        assert refused(folder, assignment) == f"{folder}: {said}"


@pytest.mark.parametrize(
    "name",
    [
        OTHER.replace("same", "smae"),
        OTHER.capitalize().replace("convolve", "Convolve"),
        OTHER.replace(".py", ".PY"),
    ],
)
def test_a_file_that_is_nearly_right_is_told_beside_those_that_are(
    folder: Path, assignment: Assignment, name: str
) -> None:
    for each in (FILE, name, "notes.txt", "main.py"):
        (folder / each).touch()
    submission = read(folder, assignment)
    assert list(submission.files) == [FILE]
    assert [found.message for found in submission.intake] == [
        f"`{name}` was not taken for `{OTHER}`, which is not there"
    ]
    assert submission.intake[0].hint == f"If it is that task's file, call it `{OTHER}`."


@pytest.mark.parametrize("ending", [" \u2013 Kopie.py", " copie.py", " 2.py", "-1.py", " (1).py"])
def test_a_copy_counts_and_is_told_where_nothing_else_is_there_as_it_does_in_a_class(
    ending: str, folder: Path, assignment: Assignment
) -> None:
    name = OTHER.replace(".py", ending)
    for each in (FILE, name):
        (folder / each).touch()
    submission = read(folder, assignment)
    assert sorted(submission.files) == [FILE, OTHER]
    assert [found.message for found in submission.intake] == [f"renamed on the way: `{name}` is `{OTHER}`"]


def test_a_notebook_is_no_program(folder: Path, assignment: Assignment) -> None:
    (folder / "work.ipynb").touch()
    said = (
        "`work.ipynb` is a notebook, and no program. In Jupyter: File, Save and Export Notebook As, Executable Script"
    )
    assert refused(folder, assignment) == f"{folder}: {said}; call it `{FILE}`."


def test_beside_all_files_nothing_is_nearly_right(folder: Path, assignment: Assignment) -> None:
    for task in assignment.tasks:
        (folder / task.file).touch()
    (folder / OTHER.upper()).touch()
    assert read(folder, assignment).intake == ()


READ = """
from grader.intake.submission import SubmissionError, read
try:
    submission = read(Path(sys.argv[1]), ASSIGNMENT)
    print(*((file.message, file.ours) for file in submission.files.values()))
except SubmissionError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "told"),
    [
        pytest.param(0o755, 0o000, f"('`{FILE}` cannot be read: permission denied', True)", id="a file"),
        pytest.param(0o000, 0o644, "{folder} cannot be read: permission denied", id="a folder"),
        pytest.param(0o444, 0o644, "('what was handed in cannot be read: permission denied', True)", id="no entry"),
    ],
)
def test_what_may_not_be_read_is_no_fault_of_the_student(
    tmp_path_factory: pytest.TempPathFactory, folder_mode: int, file_mode: int, told: str
) -> None:
    outer = tmp_path_factory.mktemp("closed")
    folder = outer / "ada"
    folder.mkdir()
    (folder / FILE).touch()
    (folder / FILE).chmod(file_mode)
    folder.chmod(folder_mode)
    printed = as_nobody(READ.replace("sys.argv[1]", "sys.argv[1] + '/ada'"), outer)
    folder.chmod(0o755)
    assert printed[0].startswith(told.format(folder=folder))
    assert printed[1] == ""
