import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import reference
from checks.exercises import families_of
from checks.exercises.families import FULL, SHRUNK
from checks.model.assignment import Assignment
from checks.pipeline import dynamic_checks, task_checks
from grader.cli import COMMANDS, run
from grader.report.json import JsonGrade
from grader.sandbox.levels import LEAST, LEVELS, at_least
from grader.sandbox.server import ZygoteProcess
from tests.assignments import edited, folder_with
from tests.conftest import ROOT, lacks
from tests.grading import SUBMISSIONS

RIGHT, WRONG = SUBMISSIONS / "correct_np_pad", SUBMISSIONS / "wrong_flipped_kernel"


def test_a_right_submission_passes(whole: Assignment, capsys) -> None:
    assert run(["grade", str(reference.FOLDER), "--task", "all"]) == 0
    text = capsys.readouterr().out
    assert len(re.findall(r"(?m)^Task .* accepted +(\S+) / \1$", text)) == len(whole.tasks)
    assert re.fullmatch(r"reference: (\S+) / \1 points, (\d+) of \2 tasks accepted", text.splitlines()[-2])


def test_a_wrong_submission_is_told_what_differs(capsys) -> None:
    assert run(["grade", str(WRONG), "--task", "0", "--verbose"]) == 1
    text = capsys.readouterr().out
    for part in (
        "wrong_answer",
        "Fix first: ",
        "values differ",
        "expected",
        "returned",
        "cause",
        "why",
        "try",
        "explain proof",
        "import numpy",
    ):
        assert part in text
    assert "Task 1" not in text


def test_quiet_is_one_line_a_task_and_the_total(whole: Assignment, capsys) -> None:
    assert run(["grade", str(RIGHT), "--quiet"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(whole.counting) + 1


def test_the_last_line_tells_how_the_code_was_run(capsys) -> None:
    run(["grade", str(RIGHT), "--task", "0"])
    best = next(level for level in LEVELS if not lacks(level))
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"isolation {best}: ")


@pytest.mark.parametrize("to_file", [False, True], ids=["printed", "in a file"])
@pytest.mark.parametrize("folder", [RIGHT, WRONG, SUBMISSIONS / "broken_partly_missing"], ids=lambda path: path.name)
def test_json_keeps_to_its_schema(folder: Path, to_file: bool, tmp_path: Path, capsys) -> None:
    output = tmp_path / "grade.json"
    code = run(["grade", str(folder), "--format", "json", *(["--output", str(output)] if to_file else [])])
    text = output.read_text() if to_file else capsys.readouterr().out
    grade = msgspec.json.decode(text, type=JsonGrade)
    assert grade.passed == (code == 0)
    for task in grade.tasks:
        assert {check.id for check in task.checks} <= {check.id for check in task_checks()}
    assert grade.score.possible == sum(task.score.possible for task in grade.tasks) > 0
    assert grade.submission == folder.name


BAD_CALLS = [
    (["grade", "no-such-folder"], "no-such-folder"),
    (["grade", str(RIGHT / "README.md")], "is a file; give the folder it lies in"),
    (["grade", str(SUBMISSIONS)], "0-convolve_grayscale_valid.py"),
    (["grade", str(RIGHT), "--task", "none"], "there is no task `none`; the tasks are 0, 1, 2"),
    (["grade", str(RIGHT), "--format", "pdf"], "'pdf' is not one of 'text', 'json'"),
    (["grade", str(RIGHT), "--assignment", "nowhere.toml"], "nowhere.toml"),
    (["grade", str(RIGHT), "--full", "--data", "nowhere.npz"], "nowhere.npz"),
    (["grade", str(RIGHT), "--data", "nowhere.npz"], "--full"),
    (["grade", str(RIGHT), "--output", "/no/such/folder/grade.txt"], "/no/such/folder/grade.txt"),
    (["grade"], "FOLDER"),
    (["explain", "nothing"], "there is no check `nothing`"),
    (["frobnicate"], "frobnicate"),
    (["grade", str(RIGHT), "--frobnicate"], "--frobnicate"),
]


@pytest.mark.parametrize(("arguments", "part"), BAD_CALLS, ids=lambda value: " ".join(value)[-60:])
def test_a_call_that_cannot_be_carried_out_gets_one_line_and_exit_code_2(arguments, part, capsys) -> None:
    assert run(arguments) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("grader: ")
    assert part in lines[0]


def test_a_broken_assignment_is_named_with_file_and_key(tmp_path: Path, capsys) -> None:
    mine = folder_with(tmp_path / "mine", edited(("loops = 2  ", 'loops = "two"')))
    assert run(["grade", str(RIGHT), "--assignment", str(mine)]) == 2
    error = capsys.readouterr().err
    assert "mine/assignment.toml" in error
    assert "tasks[0].loops" in error


def test_a_failing_check_is_the_graders_failure_and_exit_code_3(monkeypatch, capsys) -> None:
    from checks.dynamic import values

    def broken(run):
        raise ZeroDivisionError("oops")
        yield

    check = msgspec.structs.replace(values.CHECK, judge=broken)
    checks = tuple(check if c.id == "values" else c for c in dynamic_checks())
    monkeypatch.setattr("grader.judging.dynamic.dynamic_checks", lambda: checks)
    assert run(["grade", str(RIGHT), "--task", "0"]) == 3
    text = capsys.readouterr().out
    assert "internal_error" in text
    assert "not your fault" in text


def test_anything_unforeseen_is_one_line_and_exit_code_3(monkeypatch, capsys) -> None:
    def broken(*_):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("grader.judging.submission.grade", broken)
    assert run(["grade", str(RIGHT)]) == 3
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "the grader failed (test_cli.py" in error


def test_explain_lists_every_check_and_shows_its_page(capsys) -> None:
    assert run(["explain"]) == 0
    listed = capsys.readouterr().out
    assert all(check.id in listed for check in task_checks())
    assert run(["explain", "loops"]) == 0
    page = capsys.readouterr().out
    assert all(part in page for part in ("What:", "Why:", "Bad::", "Good::"))


def test_doctor_tells_versions_cores_and_isolation(capsys) -> None:
    assert run(["doctor"]) == 0
    text = capsys.readouterr().out
    assert all(part in text for part in ("Python", "numpy", "scipy", "cores", "isolation"))
    best = next(level for level in LEVELS if not lacks(level))
    assert f"{best}: " in text


@pytest.fixture(scope="session")
def hidden(tmp_path_factory, assignment: Assignment) -> Path:
    """An assignment in which every call is hidden."""
    names = sorted({family for task in assignment.tasks for family in families_of(task)} - {FULL, SHRUNK})
    return folder_with(tmp_path_factory.mktemp("policy"), edited(("hidden = []", f"hidden = {names}")))


LEAKY = """#!/usr/bin/env python3
'''Tells what it is given'''
SEEN = []


def convolve_grayscale_valid(images, kernel):
    '''Prints, raises and returns what it was given in any call before'''
    if kernel.shape != (1, 1):
        SEEN.append("SECRET")
    print(*SEEN)
    if images.shape[0] == 4 or SEEN and images.shape[1] == 28:
        raise ValueError(*SEEN)
    return images[:, kernel.shape[0] - 1:, kernel.shape[1] - 1:] * (1.5 + len(SEEN))
"""


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_student_is_shown_nothing_of_a_hidden_case(format_: str, hidden: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "0-convolve_grayscale_valid.py").write_text(LEAKY)
    arguments = ["grade", str(tmp_path), "--task", "0", "--assignment", str(hidden), "--format", format_, "--verbose"]
    run(arguments)
    student = capsys.readouterr().out
    run([*arguments, "--audience", "instructor"])
    instructor = capsys.readouterr().out
    assert "SECRET" in instructor
    assert "a call that is not shown did not pass" in student
    # Of values, only the 1x1 kernel's may be seen; of other cases no input, output, print or exception.
    assert "SECRET" not in student
    assert "kernel (3, 3)" not in student


def command(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, check=False, **options)


@pytest.mark.parametrize("name", ["numpy", "click", "rich", "checks", "reference", "json", "scipy"])
def test_python_m_grader_imports_nothing_from_the_current_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('hostile')\n")
    shutil.copytree(RIGHT, tmp_path / "mine")
    result = command(sys.executable, "-m", "grader", "grade", "mine", "--quiet", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


def test_python_m_grader_works_in_the_projects_own_folder() -> None:
    result = command(sys.executable, "-m", "grader", "--version", cwd=ROOT)
    assert result.stdout.startswith("grader, version ")


def test_a_reader_that_goes_away_gets_no_traceback(tmp_path: Path) -> None:
    script = f'"{sys.executable}" -m grader grade "{RIGHT}" | true'
    assert command("bash", "-c", script, cwd=ROOT).stderr == ""


def test_a_folder_with_an_odd_name_is_graded_and_shown_harmlessly(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"a b\x1b[31m\xff\n$HOME")
    shutil.copytree(RIGHT, folder)
    for format_ in ("text", "json"):
        result = subprocess.run(
            [sys.executable, "-m", "grader", "grade", folder, "--format", format_],
            capture_output=True,
            check=False,
            cwd=ROOT,
        )
        assert (result.returncode, result.stderr) == (0, b"")
        assert b"\x1b" not in result.stdout
        result.stdout.decode("utf-8")
    assert "\\x1b" in json.loads(result.stdout)["submission"]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_cost_nothing(closed: str, tmp_path: Path) -> None:
    file = tmp_path / "grade.json"
    words = [sys.executable, *("-m", "grader", "grade"), RIGHT, *("--task", "0", "--format", "json", "--output"), file]
    command = ["sh", "-c", f'exec "$@" {closed}', "sh", *words]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    assert json.loads(file.read_text())["passed"]


@pytest.mark.parametrize("before", ["trap '' CHLD", "ulimit -n 64", "ulimit -v 2200000", "ulimit -t 60", "umask 777"])
def test_what_whoever_started_it_has_set_costs_nothing(before: str) -> None:
    words = [sys.executable, *("-m", "grader", "grade"), RIGHT, *("--task", "0")]
    command = ["sh", "-c", f'{before}; exec "$@"', "sh", *words]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    best = next(level for level in LEVELS if not lacks(level))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"isolation {best}: " in done.stdout


def test_without_a_folder_for_temporary_files_one_line_says_what_to_do(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    assert run(["grade", str(RIGHT)]) == 3
    assert capsys.readouterr().err == "grader: no folder for temporary files can be written to; set TMPDIR to one\n"
    assert run(["doctor"]) == 0
    assert "set TMPDIR" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mnist"], "grader: No such command 'mnist'. `grader --help` lists those that there are.\n"),
        (["grade", ".", "--mnist"], "No such option '--mnist'. `grader grade --help` lists those that there are.\n"),
    ],
    ids=["a command", "an option"],
)
def test_after_a_word_that_there_is_not_it_is_said_where_the_others_are(
    arguments: list[str], said: str, capsys
) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err.endswith(said)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_cannot_be_loaded_is_told(name: str, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, f"grader.commands.{name}", None)
    assert run([name]) == 2
    said = capsys.readouterr().err
    assert said.startswith("grader: grader cannot be loaded by ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("least", LEVELS)
def test_a_fork_server_that_was_started_beforehand_gives_no_less_than_is_asked_for(least: str, capsys) -> None:
    if lacks(least):
        pytest.skip(f"this machine lacks {least}")
    with ZygoteProcess(at_least(LEAST)) as started:
        command = ["grade", str(reference.FOLDER), "--task", "0", "--isolation", least, "--format", "json"]
        assert run(command, started) == 0
    found = msgspec.json.decode(capsys.readouterr().out, type=JsonGrade).isolation
    assert LEVELS[found] in at_least(least)


def test_a_fork_server_that_was_started_beforehand_and_is_gone_is_replaced(capsys) -> None:
    with ZygoteProcess(at_least(LEAST)) as started:
        os.kill(started.pid, signal.SIGKILL)
        assert run(["grade", str(reference.FOLDER), "--task", "0", "--quiet"], started) == 0


def test_a_fork_server_that_nobody_needs_ends_with_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grader", "grade", "--no-such-option"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
