"""Programs that students might have written, each in the folder of the misconception that is to be named."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reference
from checks.assignment import Assignment, Task
from checks.diagnosis.names import misconceptions
from checks.model import Array, Severity
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from tests.conftest import ROOT
from tests.grading import SUBMISSIONS, sandbox
from tests.proving import finding, proved

PROGRAMS = sorted((ROOT / "tests" / "programs" / "misconceptions").glob("*/*.py"))
RIGHT = [
    *sorted(reference.FOLDER.glob("[0-9]-*.py")),
    *(path for path in sorted(SUBMISSIONS.glob("correct_*/[0-9]-*.py")) if "helper_functions" not in path.parent.name),
]


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with sandbox(tuple(LEVELS)) as made:
        yield made


def task_of(path: Path, assignment: Assignment) -> Task:
    """The task that a file's name begins with, or that it is the file of."""
    word = path.stem.partition("_")[0]
    return next(task for task in assignment.tasks if word == task.convolution or path.name == task.file)


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: f"{path.parent.name} {path.stem[0]}")
def test_a_right_solution_is_proved_wholly(path: Path, assignment: Assignment, digits: Array, box: Sandbox) -> None:
    found = finding(proved(task_of(path, assignment), path.read_text(), assignment, digits, box))
    assert found.severity is Severity.NOTE
    assert found.message.startswith("verified on ")
    assert found.misconception is None


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.name} {path.stem.replace('_', ' ')}")
def test_the_misconception_has_its_name_and_its_snippet_shows_it(
    path: Path, assignment: Assignment, digits: Array, box: Sandbox, tmp_path: Path
) -> None:
    task = task_of(path, assignment)
    found = finding(proved(task, path.read_text(), assignment, digits, box))
    assert found.misconception is not None, found.message
    assert found.misconception.id == path.parent.name
    (tmp_path / task.file).write_text(path.read_text())
    assert ends(found.evidence.snippet, tmp_path) != 0
    (tmp_path / task.file).write_text((reference.FOLDER / task.file).read_text())
    assert ends(found.evidence.snippet, tmp_path) == 0


def ends(snippet: str, folder: Path) -> int:
    """How the snippet ends as a student would run it: its exit code."""
    run = subprocess.run([sys.executable, "-c", snippet], cwd=folder, capture_output=True, timeout=60, check=False)
    return run.returncode


def test_every_misconception_has_two_programs_or_more() -> None:
    counts = {name: sum(path.parent.name == name for path in PROGRAMS) for name in misconceptions()}
    without = {"even_kernels"}  # what is left when nothing says which way an even kernel went wrong
    assert {name for name, count in counts.items() if count < 2} == without
    assert {path.parent.name for path in PROGRAMS} <= misconceptions().keys()


def test_every_misconception_is_about_a_word_of_the_handout() -> None:
    words = {"convolution", "kernel", "padding", '"same"', '"valid"', "stride", "channels", "images"}
    for misconception in misconceptions().values():
        assert misconception.concept in words
        assert misconception.explanation.endswith(".")
        assert misconception.hint.endswith((".", ")"))
