"""Several reports of one grade: where each goes, and what stands there when there is no grade."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from grader.cli import run
from grader.failure import NOT_YOUR_FAULT, STOPPED
from tests.conftest import ROOT
from tests.grading import SUBMISSIONS
from tests.processes import running

RIGHT, WRONG = SUBMISSIONS / "correct_kernel_loops", SUBMISSIONS / "wrong_flipped_kernel"
ONE = ["grade", str(RIGHT), "--task", "0"]


def test_one_grade_goes_to_several_files_and_to_standard_output(tmp_path: Path, capsys) -> None:
    junit, page = tmp_path / "report.xml", tmp_path / "summary.md"
    assert run([*ONE, "--report", f"junit={junit}", "--report", f"markdown={page}"]) == 0
    assert "accepted   10 / 10" in capsys.readouterr().out
    assert ElementTree.parse(junit).getroot().tag == "testsuites"
    assert page.read_text().startswith("# 0x04. Convolutions and Pooling: 10 / 10 points\n")


def test_a_report_takes_the_place_of_the_text_on_standard_output(capsys) -> None:
    assert run([*ONE, "--report", "json=-"]) == 0
    assert json.loads(capsys.readouterr().out)["passed"]


def test_a_text_in_a_file_leaves_standard_output_to_a_report(tmp_path: Path, capsys) -> None:
    file = tmp_path / "grade.txt"
    assert run([*ONE, "--output", str(file), "--report", "github=-"]) == 0
    assert capsys.readouterr().out == "::notice title=10 / 10 points::1 of 1 task accepted\n"
    assert "accepted   10 / 10" in file.read_text()


def test_the_same_format_may_go_to_several_places(tmp_path: Path, capsys) -> None:
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    assert run([*ONE, *(f"--report=json={file}" for file in files)]) == 0
    assert files[0].read_text() == files[1].read_text()


def test_files_of_one_folder_are_graded_and_no_others(tmp_path: Path, capsys) -> None:
    report = tmp_path / "grade.json"
    names = ("2-convolve_grayscale_padding.py", "0-convolve_grayscale_valid.py")
    assert run(["grade", *(str(RIGHT / name) for name in names), "--output", str(report), "--format", "json"]) == 0
    grade = json.loads(report.read_text())
    assert [task["id"] for task in grade["tasks"]] == ["0", "2"]
    assert grade["submission"] == "correct_kernel_loops"


def test_a_file_in_the_current_folder_is_graded(monkeypatch, capsys) -> None:
    monkeypatch.chdir(WRONG)
    assert run(["grade", "1-convolve_grayscale_same.py", "--quiet"]) == 1
    assert capsys.readouterr().out.startswith("Task 1 ")


VALID = "0-convolve_grayscale_valid.py"
BAD_CALLS = [
    (["--report", "pdf=x"], "'pdf' is not one of 'text', 'json', 'html', 'markdown', 'junit', 'gradescope', 'github'"),
    (["--report", "json"], "'json' is not FORMAT=FILE"),
    (["--report", "json="], "'json=' is not FORMAT=FILE"),
    (["--report", "json=-", "--report", "github=-"], "2 reports go to standard output"),
    (["--format", "text", "--report", "json=-"], "2 reports go to standard output"),
    (["--report", "json=/no/such/folder/grade.json"], "/no/such/folder/grade.json: No such file"),
    (["--report", f"gradescope={ROOT}"], f"{ROOT}: Is a directory"),
    (["--report", "gradescope=/no/such/folder/results.json"], "/no/such/folder/results.json: No such file"),
    ([str(WRONG / VALID)], "give one folder, or files of one folder among 0-convolve"),
]


@pytest.mark.parametrize(("more", "part"), BAD_CALLS, ids=lambda value: " ".join(value)[-60:])
def test_what_cannot_be_written_is_told_before_anything_is_graded(more, part, monkeypatch, capsys) -> None:
    monkeypatch.setattr("grader.commands.grade._judge", None)
    assert run(["grade", str(RIGHT), *more]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("grader: ")
    assert part in line


def test_two_reports_for_one_file_are_refused(tmp_path: Path, capsys) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "grade")
    assert run([*ONE, "--report", f"json={tmp_path / 'grade'}", "--report", f"text={tmp_path / 'link'}"]) == 2
    assert "2 reports go to" in capsys.readouterr().err


def test_files_of_two_folders_are_refused(capsys) -> None:
    assert run(["grade", str(RIGHT / VALID), str(WRONG / VALID)]) == 2
    assert "files of one folder" in capsys.readouterr().err


def test_a_file_and_a_task_are_refused(capsys) -> None:
    assert run(["grade", str(RIGHT / VALID), "--task", "0"]) == 2
    assert "--task is for a folder" in capsys.readouterr().err


def test_what_was_tried_leaves_nothing_behind(tmp_path: Path, capsys) -> None:
    there = tmp_path / "there.json"
    there.write_text("kept")
    assert run(["grade", "nowhere", "--report", f"json={tmp_path / 'new.json'}", "--report", f"json={there}"]) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["there.json"]
    assert there.read_text() == "kept"


@pytest.mark.parametrize("format_", ["json", "gradescope"])
def test_a_file_that_is_none_is_written_to_and_stays(format_: str) -> None:
    before = os.stat("/dev/null")
    assert run([*ONE, "--quiet", "--report", f"{format_}=/dev/null"]) == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert os.stat("/dev/null").st_ino == before.st_ino


def test_a_link_stays_a_link_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "results.json")
    assert run([*ONE, "--quiet", "--report", f"gradescope={tmp_path / 'link'}"]) == 0
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "results.json").read_text())["score"] == 10


# --- where there is no grade -----------------------------------------------------------------------


def results(file: Path) -> dict:
    return json.loads(file.read_text())


def test_a_folder_without_the_files_is_said_to_be_so_on_the_page(tmp_path: Path, capsys) -> None:
    (tmp_path / "valid.py").touch()
    file = tmp_path / "results.json"
    assert run(["grade", str(tmp_path), "--report", f"gradescope={file}"]) == 2
    page = results(file)
    assert "has none of 0-convolve_grayscale_valid.py" in page["output"]
    assert NOT_YOUR_FAULT not in page["output"]
    assert [test["status"] for test in page["tests"]] == ["failed"]


def test_a_failure_of_the_grader_is_said_to_be_one_on_the_page(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("grader.judging.submission.grade", lambda *_: 1 / 0)
    file = tmp_path / "results.json"
    assert run([*ONE, "--report", f"gradescope={file}"]) == 3
    page = results(file)
    assert "the grader failed (test_report_options.py" in page["output"]
    assert NOT_YOUR_FAULT in page["output"]


def test_on_standard_output_too(tmp_path: Path, capsys) -> None:
    assert run(["grade", str(tmp_path), "--format", "gradescope"]) == 2
    assert "has none of" in json.loads(capsys.readouterr().out)["output"]


SLOW = "import time\nwhile True:\n    time.sleep(0.1)\n"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda end: end.name)
def test_whoever_kills_the_grader_leaves_a_page_that_says_so(end: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / VALID).write_text(SLOW)
    file = tmp_path / "results.json"
    words = [sys.executable, *("-m", "grader", "grade"), tmp_path, "--report", f"gradescope={file}"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not (file.exists() and len(running(process.pid)) > 1) and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(end)
        process.wait()
    page = results(file)
    assert page["output"] == STOPPED
    assert page["score"] == 0
    assert [test["status"] for test in page["tests"]] == ["failed"]
