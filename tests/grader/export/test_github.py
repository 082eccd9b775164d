"""The workflow by GitHub's schema for workflows, and its steps by running them."""

import json
import os
import re
import shlex
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml

from grader.cli import run
from grader.export.github import TEMPLATE, workflow
from tests.assignments import SOLUTIONS, WRONG, edited, folder_with, folder_with_optional
from tests.assignments import hand_in as put
from tests.grading import SUBMISSIONS

SCHEMA = json.loads((files("check_jsonschema") / "builtin_schemas/vendor/github-workflows.json").read_text())
HOSTILE = [
    "git+https://example.com/grader.git@v1#egg=x: y",
    "./convolution_grader-0.2.0-py3-none-any.whl",
    'it\'s "quoted" \\ & $(touch /tmp/x) `id` # no comment',
    "@FOLDER@",
]


def steps(text: str) -> list[dict]:
    document = yaml.safe_load(text)
    jsonschema.Draft7Validator(SCHEMA).validate(
        {("on" if key is True else key): value for key, value in document.items()}
    )
    return document["jobs"]["grade"]["steps"]


def test_the_schema_does_refuse_something() -> None:
    with pytest.raises(jsonschema.ValidationError):
        steps("on: push\njobs: {grade: {steps: []}}\n")


@pytest.mark.parametrize("value", HOSTILE[:3])
def test_what_is_to_be_installed_and_graded_is_data_of_the_workflow(value: str) -> None:
    text = workflow(value, value)
    install, grade = steps(text)[2:]
    assert (install["env"], grade["env"]) == ({"GRADER": value}, {"FOLDER": value})
    assert text.count(value.replace("\\", "\\\\").replace('"', '\\"')) == 2


def test_it_may_read_the_repository_and_nothing_else() -> None:
    text = workflow("grader", ".")
    document = yaml.safe_load(text)
    assert document["permissions"] == {"contents": "read"}
    assert "permissions" not in document["jobs"]["grade"]
    assert re.findall(r"\$\{\{(.*?)\}\}", text) == [" github.ref "]
    assert steps(text)[0]["with"]["persist-credentials"] is False
    assert document["jobs"]["grade"]["timeout-minutes"] < 60


def test_actions_are_githubs_own_at_a_major_version_and_no_program_holds_an_expression() -> None:
    made = steps(workflow("grader", "."))
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in made if "uses" in step)
    for step in made:
        assert "${{" not in step.get("run", "")
        subprocess.run(["bash", "-n", "-c", step.get("run", "")], check=True)


@pytest.mark.parametrize("value", ["", " ", "a\nb", "${{ secrets.TOKEN }}", "--index-url=x", "a\x1b"])
def test_what_would_be_taken_for_something_else_is_refused(value: str, tmp_path: Path, capsys) -> None:
    assert run(["export", "github", f"--from={value}", "--output", str(tmp_path / "grade.yml")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_the_command_puts_it_where_github_looks_for_it(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["export", "github", "--from", "./grader.whl", "--folder", "math/0x04"]) == 0
    assert steps((tmp_path / ".github" / "workflows" / "grade.yml").read_text())
    assert "grade.yml: grades math/0x04 at every push" in capsys.readouterr().out


def test_nothing_of_an_assignment_comes_into_a_students_repository(tmp_path: Path, monkeypatch, capsys) -> None:
    """Its model solutions, seed and hidden families lie where the command is given, and are not taken."""
    folder_with(tmp_path, edited(("seed = 4", "seed = 99991"), ("hidden = []", 'hidden = ["even_kernels"]')))
    monkeypatch.chdir(tmp_path)
    arguments = ["export", "github", "--from", "./grader.whl"]
    assert run([*arguments, "--assignment", "."]) == 2
    assert capsys.readouterr().err == (
        "grader: --assignment: . is not for students; give what `grader export student` makes of it\n"
    )
    before = set(tmp_path.rglob("*"))
    assert run(arguments) == 0
    (file,) = (path for path in set(tmp_path.rglob("*")) - before if path.is_file())
    written = file.read_text().replace('"./grader.whl"', "@GRADER@").replace('FOLDER: "."', "FOLDER: @FOLDER@")
    assert written == TEMPLATE.read_text().replace("@TASKS@", "").replace("@ASSIGNMENT@", "")


@pytest.mark.parametrize("place", ["/etc", "../x", "a/../b", "a\\b", "-x", "a\nb", "${{ x }}", " "])
def test_a_place_that_is_none_in_a_repository_is_refused(place: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["export", "github", "--from", "./grader.whl", f"--assignment={place}"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("place", [".grader/averages", "a b/$(touch x)`y`", "it's", "é"])
def test_the_assignment_is_one_word_of_the_command(place: str) -> None:
    program = steps(workflow("grader", ".", ("1",), place))[3]["run"]
    (line,) = [line for line in program.splitlines() if line.strip().startswith("grader grade")]
    words = shlex.split(line.rstrip("\\"))
    assert words[2:] == ["$FOLDER", "--task", "1", "--assignment", place, "--isolation", "landlock"]


def test_tasks_are_those_of_the_assignment_that_lies_there(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["export", "github", "--from", "./grader.whl", "--assignment", "for_students", "--task"]
    assert run([*words, "2"]) == 2
    assert "its tasks are not known; call this at the repository's top" in capsys.readouterr().err
    folder_with_optional(tmp_path / "whole")
    assert run(["export", "student", "whole", "--output", "for_students"]) == 0
    assert run([*words, "7"]) == 2
    assert run([*words, "2"]) == 0
    text = (tmp_path / ".github" / "workflows" / "grade.yml").read_text()
    assert '"$FOLDER" --task 2 --assignment for_students --isolation' in text


# --- the step that grades, run as GitHub runs it ------------------------------------------------------


def pushed(repository: Path, folder: str = ".", assignment: str = "") -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the step in a repository; what it printed and the summary."""
    step = steps(workflow("grader", folder, assignment=assignment))[3]
    (repository / ".git").mkdir(exist_ok=True)
    temporary, summary = repository.parent / "temporary", repository.parent / "summary"
    temporary.mkdir(exist_ok=True)
    summary.touch()
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "RUNNER_TEMP": str(temporary),
        "GITHUB_STEP_SUMMARY": str(summary),
        **step["env"],
    }
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(words, cwd=repository, env=environment, capture_output=True, text=True, check=False)
    return done, summary.read_text()


def commands(log: str) -> list[str]:
    """The commands that the runner carries out: none while they are stopped, and `##[` counts anywhere in a line."""
    found, stopped = [], ""
    for line in log.splitlines():
        text = line.strip()
        if stopped:
            stopped = "" if text == f"::{stopped}::" else stopped
        elif text.startswith("::stop-commands::"):
            stopped = text.removeprefix("::stop-commands::")
        elif text.startswith("::") or "##[" in text:
            found.append(text)
    return found


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    return folder


def hand_in(name: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in (SUBMISSIONS / name).glob("*.py"):
        (folder / file.name).write_bytes(file.read_bytes())


def test_right_work_is_green(repository: Path, need) -> None:
    need("landlock")
    hand_in("correct_kernel_loops", repository)
    done, summary = pushed(repository)
    assert done.returncode == 0, done.stderr
    assert re.match(r"::notice title=(\S+) / \1 points::", commands(done.stdout)[-1])
    assert re.match(r"# 0x04. Convolutions and Pooling: (\S+) / \1 points", summary)


def test_wrong_work_is_red_and_annotated_at_its_line(repository: Path, need) -> None:
    need("landlock")
    hand_in("wrong_flipped_kernel", repository / "math")
    done, summary = pushed(repository, "math")
    assert done.returncode == 1
    assert commands(done.stdout)[0].startswith("::error file=math/0-convolve_grayscale_valid.py,line=")
    assert "the kernel is flipped" in summary


def test_a_repository_without_the_files_is_told_where(repository: Path) -> None:
    hand_in("correct_kernel_loops", repository / "math")
    done, summary = pushed(repository)
    assert done.returncode == 2
    (command,) = commands(done.stdout)
    assert command.startswith("::error title=there is no grade::. has none of")
    assert "did you mean" in summary


@pytest.mark.parametrize("files", [SOLUTIONS, WRONG], ids=["right", "wrong"])
def test_what_students_get_of_an_assignment_grades_in_their_repository(
    files: dict[str, str], repository: Path, tmp_path: Path, need
) -> None:
    """The files to begin with that lie there are not taken for what is handed in."""
    need("landlock")
    whole = folder_with_optional(tmp_path / "whole", optional=())
    assert run(["export", "student", str(whole), "--output", str(repository / ".grader" / "own")]) == 0
    put(repository, files)
    done, summary = pushed(repository, assignment=".grader/own")
    assert done.returncode == (0 if files is SOLUTIONS else 1), done.stdout
    assert summary.startswith("# Beside: 28 / 28 points" if files is SOLUTIONS else "# Beside: 16 / 28 points")


INJECTED = '''#!/usr/bin/env python3
"""::error::injected ##[set-env name=PATH;]evil"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """::add-mask::x"""
    print("::set-output name=x::y\\n##[error]injected\\n::stop-commands::z")
    raise ValueError("\\n::warning::injected\\n##[command]injected %0A::error::x")
'''


def test_nothing_in_a_students_file_becomes_a_command(repository: Path, need) -> None:
    need("landlock")
    (repository / "0-convolve_grayscale_valid.py").write_text(INJECTED)
    done, _ = pushed(repository)
    assert "injected" in done.stdout
    for command in commands(done.stdout):
        assert re.fullmatch(r"::(error|warning|notice) (file=0-convolve_grayscale_valid\.py,)?[^:]*::.*", command)
