"""`grader submissions`: what a class would be graded of."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.cli import run
from grader.report.submissions import JsonSubmissions
from tests.assignments import edited, folder_with
from tests.classes import make_class, mixed_class, students
from tests.grader.intake.hostile import FILE, GOOD, encrypted, zipped
from tests.grader.intake.taking import lay
from tests.grading import SUBMISSIONS

SAMPLES = [SUBMISSIONS / name for name in ("correct_kernel_loops", "broken_partly_missing")]
OTHER = "1-convolve_grayscale_same.py"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path / "class"


def test_a_class_is_listed_with_the_tasks_that_have_a_file(folder: Path, assignment_folder: Path, capsys) -> None:
    make_class(folder, "canvas", students(5), SAMPLES)
    assert run(["submissions", "class", "--assignment", str(assignment_folder)]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "class: canvas, since 15 of its 15 names are as Canvas gives them"
    lines = [line.split() for line in out.splitlines()[1:] if "canvas" in line]
    assert lines[:-1] == [
        ["abebeada", "canvas", "0", "1", "2", "1", "note"],
        ["brownben", "canvas", "0", "-", "-", "1", "note"],
        ["chenchloé", "canvas", "0", "1", "2", "1", "note"],
        ["duboisdmitri", "canvas", "0", "-", "-"],
        ["eriksenesra", "canvas", "0", "1", "2", "late", "1", "note"],
    ]
    assert out.splitlines()[-1] == "5 submissions (canvas 5): 3 with every task's file, 1 late"
    assert all(line == line.rstrip() for line in out.splitlines())


def test_errors_are_told_and_notes_are_counted(folder: Path, capsys, monkeypatch) -> None:
    lay(folder, f"bob/old_{FILE}", f"ada/{FILE}")
    (folder / "mallory.zip").write_bytes(encrypted())
    assert run(["submissions", "class"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert f"`{FILE}` is encrypted" in out
    assert "1 note" in out
    assert "renamed" not in out
    assert out.endswith("3 submissions (folder 3): 0 with every task's file, 1 with errors")
    monkeypatch.setenv("COLUMNS", "300")
    assert run(["submissions", "class", "--verbose"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert f"renamed on the way: `old_{FILE}` is `{FILE}`" in out
    assert "class/mallory.zip" in out


@pytest.mark.parametrize("to_file", [False, True], ids=["printed", "in a file"])
def test_json_keeps_to_its_schema(to_file: bool, folder: Path, capsys) -> None:
    wanted = mixed_class(folder, 24, SAMPLES)
    parts = [str(part.relative_to(folder.parent)) for part in sorted(folder.iterdir())]
    arguments = ["submissions", *parts, "--format", "json", *(["--output", "out.json"] if to_file else [])]
    assert run(arguments) == 0
    text = Path("out.json").read_text() if to_file else capsys.readouterr().out
    document = msgspec.json.decode(text, type=JsonSubmissions)
    assert {each.student for each in document.submissions} == set(wanted)
    assert all(each.readme for each in document.submissions)
    (git, *_) = (each for each in document.submissions if each.layout == "git")
    assert [each.layout for each in document.classes].count("moodle") == 1
    assert {each.origin for each in document.not_taken} == set()
    assert len(git.commit) == 40
    assert git.submitted is not None
    assert git.files[0].sha256 is not None


def test_the_policy_s_tasks_are_listed(folder: Path, capsys, tmp_path: Path) -> None:
    policy = folder_with(tmp_path / "mine", edited((OTHER, "one.py")))
    lay(folder, "ada/one.py", "bob/one.py")
    assert run(["submissions", "class", "--assignment", str(policy), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [file["sha256"] is not None for file in document["submissions"][0]["files"]] == [False, True, False]


def test_everybody_on_a_roster_is_listed(folder: Path, assignment_folder: Path, capsys) -> None:
    make_class(folder, "moodle", ["Ada Abebe", "Zed"], SAMPLES)
    Path("roster.csv").write_bytes("name;status\nAda Abebe;\nJosé;\nLéa;withdrawn\n".encode("cp1252"))
    assert run(["submissions", "class", "--roster", "roster.csv", "--assignment", str(assignment_folder)]) == 0
    out = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["Ada", "Abebe", "moodle", "0", "1", "2"] in out
    assert ["Zed", "moodle", "0", "-", "-", "not", "on", "the", "roster"] in out
    assert ["José", "roster", "-", "-", "-", "nothing", "was", "handed", "in"] in out
    assert ["Léa", "roster", "-", "-", "-", "nothing", "was", "handed", "in"] in out
    assert ["withdrawn"] in out
    (summary,) = (" ".join(line) for line in out if line[:1] == ["2"])
    assert summary.startswith(
        "2 submissions (moodle 2): 1 with every task's file, 1 not on the roster, 2 of the roster"
    )
    assert run(["submissions", "class", "--roster", "roster.csv", "--format", "json"]) == 0
    document = msgspec.json.decode(capsys.readouterr().out, type=JsonSubmissions)
    assert {each.student: each.roster for each in document.submissions} == {
        "Ada Abebe": "yes",
        "Zed": "no",
        "José": "yes",
        "Léa": "withdrawn",
    }


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["submissions", "nowhere"], "there is no folder, archive or table nowhere"),
        (["submissions", "empty"], "empty has no folder, archive or repository that holds any of"),
        (["submissions", "empty/notes.txt"], "is neither a folder nor an archive nor a table"),
        (["submissions", "class", "--output", "no/such/folder/x"], "no/such/folder/x"),
        (["submissions"], "FOLDER"),
        (["submissions", "class", "--roster", "no.csv"], "no.csv: there is no roster"),
        (["submissions", "class", "--roster", "empty/notes.txt"], "line 1: expected a column such as name"),
    ],
    ids=lambda value: " ".join(value)[-40:],
)
def test_a_call_that_cannot_be_carried_out_gets_one_line_and_exit_code_2(arguments, part, folder: Path, capsys) -> None:
    lay(folder, f"ada/{FILE}", "../empty/notes.txt")
    assert run(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("grader: ")
    assert part in line


def test_what_this_machine_cannot_read_is_listed_and_exit_code_3(folder: Path, capsys) -> None:
    lay(folder, f"1/{FILE}")
    (folder / "class.csv").write_text("name,path\nAda,nowhere\nBob,1\n")
    assert run(["submissions", "class/class.csv"]) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "class.csv, row 2: nowhere cannot be read: no such file or directory" in out
    assert out.endswith("2 submissions (table 2): 0 with every task's file, 1 with errors, 1 unread")


def test_the_layout_is_told_with_its_reason_and_every_entry_that_is_not_taken(folder: Path, capsys) -> None:
    lay(folder, f"ada/{FILE}", f"bob/{FILE}", "notes.txt", "results/x.txt", *(f"b/{name}/{FILE}" for name in "cdefg"))
    assert run(["submissions", "class", "--format", "json"]) == 0
    document = msgspec.json.decode(capsys.readouterr().out, type=JsonSubmissions)
    assert [(each.origin, each.layout, each.why) for each in document.classes] == [
        ("class", "folder", "each folder or archive is one student's")
    ]
    assert [each.student for each in document.submissions] == ["ada", "bob"]
    assert {each.origin: each.section for each in document.not_taken} == {
        "class/notes.txt": False,
        "class/b": True,
        "class/results": False,
    }
    assert run(["submissions", "class"]) == 0
    out = capsys.readouterr().out
    assert "class: folder, since each folder or archive is one student's" in out
    assert all(each.origin in out for each in document.not_taken)


def test_nothing_heavy_is_loaded_to_list_a_class(folder: Path) -> None:
    folder.mkdir()
    (folder / "ada.zip").write_bytes(zipped((FILE, GOOD)))
    program = (
        "import sys; from grader.cli import run; code = run(['submissions', 'class']); "
        "sys.exit(code or any(name in sys.modules for name in ('scipy', 'ast_grep_py')))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


# --- one that is named by itself ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("eve.rar", "class/eve.rar is a rar archive, which is not read: give a folder or a .zip"),
        ("eve.ipynb", "class/eve.ipynb is a notebook, and no program. In Jupyter: File, Save and Export Notebook As, "),
        ("eve.pdf", "class/eve.pdf is a file; give the folder it lies in: class"),
        ("eve.zip", "class/eve.zip: "),
    ],
)
def test_an_upload_that_cannot_be_graded_is_told_by_what_it_is(name: str, said: str, folder: Path, capsys) -> None:
    lay(folder, name)
    assert run(["grade", f"class/{name}"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"grader: {said}")


def test_an_archive_is_graded(folder: Path, capsys) -> None:
    folder.mkdir()
    (folder / "ada.zip").write_bytes(zipped(*((path.name, path.read_bytes()) for path in SAMPLES[0].glob("*.py"))))
    assert run(["grade", "class/ada.zip", "--quiet", "--task", "0"]) == 0
    assert "ada: 10 / 10 points" in capsys.readouterr().out
