"""The hook that students use before each commit, run by the real pre-commit in a real repository.

pre-commit would install the project into an environment of its own; here it finds the command that is installed.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from grader.cli import run
from tests.conftest import ROOT
from tests.grading import SUBMISSIONS

BIN = Path(sys.executable).parent
MANUAL = ROOT / "docs" / "instructors"
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
FOLDER = "math/0x04-convolutions_and_pooling"


def command(*arguments: str | Path, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    settings = {
        "HOME": str(home),
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
    }
    people = {f"GIT_{who}_{what}": "nobody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    words = [str(word) for word in arguments]
    return subprocess.run(words, cwd=cwd, env=settings | people, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path):
    """A student's repository that has the hook; its function commits what is there."""
    return with_hook(tmp_path)


def with_hook(tmp_path: Path, **changes: object):
    """The same with other keys of the hook, as `.pre-commit-config.yaml` may give them."""
    folder, home = tmp_path / "repository", tmp_path / "home"
    (folder / FOLDER).mkdir(parents=True)
    home.mkdir()
    (hook,) = yaml.safe_load(MANIFEST.read_text())
    assert hook["language"] == "python"
    settings = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "unsupported", **changes}]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings))
    for words in (["git", "init", "-q"], [BIN / "pre-commit", "install"]):
        done = command(*words, cwd=folder, home=home)
        assert done.returncode == 0, done.stderr

    def commit() -> subprocess.CompletedProcess[str]:
        command("git", "add", "-A", cwd=folder, home=home)
        return command("git", "commit", "-m", "work", cwd=folder, home=home)

    return folder, commit


def hand_in(name: str, repository: Path, *files: str) -> None:
    for file in files or [path.name for path in (SUBMISSIONS / name).glob("*.py")]:
        shutil.copy(SUBMISSIONS / name / file, repository / FOLDER / file)


def test_the_manifest_is_valid() -> None:
    done = subprocess.run([BIN / "pre-commit", "validate-manifest", MANIFEST], check=False, capture_output=True)
    assert done.returncode == 0, done.stdout


def test_right_work_is_committed(repository) -> None:
    folder, commit = repository
    hand_in("correct_kernel_loops", folder)
    done = commit()
    assert done.returncode == 0, done.stderr
    assert "Passed" in done.stderr


def test_one_task_of_several_is_enough(repository) -> None:
    folder, commit = repository
    hand_in("correct_kernel_loops", folder, "1-convolve_grayscale_same.py")
    assert commit().returncode == 0


def test_wrong_work_is_not_committed_and_the_cause_is_told(repository) -> None:
    folder, commit = repository
    hand_in("wrong_flipped_kernel", folder)
    done = commit()
    assert done.returncode == 1
    assert "Fix first: line 18: the kernel is flipped." in done.stderr


def test_only_the_files_of_the_commit_are_graded(repository) -> None:
    folder, commit = repository
    hand_in("correct_kernel_loops", folder)
    commit()
    hand_in("wrong_flipped_kernel", folder, "2-convolve_grayscale_padding.py")
    done = commit()
    assert done.returncode == 1
    assert "Task 2" in done.stderr
    assert "Task 0" not in done.stderr


def test_a_commit_without_an_exercise_is_none_of_its_business(repository) -> None:
    folder, commit = repository
    (folder / "0-other.py").write_text("x = 1\n")
    done = commit()
    assert done.returncode == 0
    assert "(no files to check)Skipped" in done.stderr


def test_the_pattern_is_that_of_the_tasks(assignment) -> None:
    (hook,) = yaml.safe_load(MANIFEST.read_text())
    for task in assignment.tasks:
        assert re.search(hook["files"], f"math/0x04/{task.file}")
        assert re.search(hook["files"], task.file)
        assert not re.search(hook["files"], f"{task.file}.bak")


def test_what_students_get_of_an_assignment_is_given_to_the_hook(tmp_path: Path) -> None:
    """The files to begin with that are committed beside it are not among those that are graded."""
    shown = yaml.safe_load(re.findall(r"(?s)```yaml\n(repos:.*?)```", (MANUAL / "github.md").read_text())[1])
    (hook,) = shown["repos"][0]["hooks"]
    folder, commit = with_hook(tmp_path, args=hook["args"], files=hook["files"])
    place = folder / hook["args"][1]
    whole = tmp_path / "whole"
    whole.mkdir()
    text = "".join(re.findall(r"(?s)```toml\n(name = .*?)```", (MANUAL / "assignment.md").read_text())[:1])
    (whole / "assignment.toml").write_text(text)
    (whole / "moving_average.py").write_text(MODEL)
    assert run(["export", "student", str(whole), "--output", str(place)]) == 0
    (folder / "moving_average.py").write_text(MODEL)
    assert commit().returncode == 0
    (folder / "moving_average.py").write_text(MODEL.replace("/ k", "/ 2"))
    done = commit()
    assert done.returncode == 1
    assert "Moving Average" in done.stderr
    assert "the smallest: for x (1,) and k = 1, " in " ".join(done.stderr.split())


MODEL = '''#!/usr/bin/env python3
"""Averages of neighbours"""
import numpy as np


def moving_average(x, k):
    """The average of each k neighbours"""
    total = np.zeros(len(x) - k + 1)
    for i in range(k):
        total += x[i:len(x) - k + 1 + i]
    return total / k
'''
