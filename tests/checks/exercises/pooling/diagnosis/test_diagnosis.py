"""Programs that students might have written, each in the folder of the misconception that is to be named.

A line that ends with `# the cause` is the one that the report has to point at.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

import reference
from checks.exercises.causes.told import NO_CAUSE
from checks.exercises.pooling.diagnosis.names import misconceptions
from checks.model import Severity
from checks.model.assignment import Assignment, Task
from grader.sandbox.client import Sandbox
from tests.conftest import ROOT
from tests.forks import Forks
from tests.manual.misconceptions import is_current
from tests.pooled import pictures
from tests.proving import finding, proved

FOLDER = ROOT / "tests" / "programs" / "pooling"
PROGRAMS = sorted((FOLDER / "misconceptions").glob("*/*.py"))
COMBINED = sorted((FOLDER / "combined").glob("*.py"))
RIGHT = [reference.FOLDER / "6-pool.py", *sorted((FOLDER / "right").glob("*.py"))]
MARK = "# the cause"
WIDTH = 80  # of a terminal
INDENTED = 8  # what a snippet is indented by
WORDS = {"pooling", "mode", "kernel_shape", "stride", "channels", "images"}


@pytest.fixture(scope="module")
def python() -> Iterator[Forks]:
    """Runs a snippet as a student would."""
    with Forks("numpy") as made:
        yield made


def sentence(path: Path) -> str:
    return f"{path.parent.name} {path.stem.replace('_', ' ')}"


@pytest.mark.parametrize("path", RIGHT, ids=sentence)
def test_a_right_solution_is_proved_wholly(path: Path, task: Task, pooling: Assignment, box: Sandbox) -> None:
    found = finding(proved(task, path.read_text(), pooling, pictures(), box))
    assert found.severity is Severity.NOTE
    assert found.message.startswith("verified on ")
    assert found.misconception is None


@pytest.mark.parametrize("path", PROGRAMS, ids=sentence)
def test_the_misconception_has_its_name_and_its_line_and_its_snippet_shows_it(
    path: Path, task: Task, pooling: Assignment, box: Sandbox, python: Forks, tmp_path: Path
) -> None:
    found = finding(proved(task, path.read_text(), pooling, pictures(), box))
    assert found.misconception is not None, found.message
    assert found.misconception.id == path.parent.name
    assert [found.line] == (marked(path) or [found.line])
    assert is_current("pooling", path, found), "the manual shows another: python -m tests.manual.misconceptions"
    shows_it(python, found.evidence.snippet, task, path, tmp_path)


@pytest.mark.parametrize("path", COMBINED, ids=sentence)
def test_two_mistakes_get_no_name_that_explains_only_one(
    path: Path, task: Task, pooling: Assignment, box: Sandbox, python: Forks, tmp_path: Path
) -> None:
    found = finding(proved(task, path.read_text(), pooling, pictures(), box))
    assert found.misconception is None
    assert found.reason == NO_CAUSE
    shows_it(python, found.evidence.snippet, task, path, tmp_path)


def marked(path: Path) -> list[int]:
    """The line to look at, if the file says which."""
    return [number for number, line in enumerate(path.read_text().splitlines(), 1) if line.endswith(MARK)]


def shows_it(python: Forks, snippet: str, task: Task, path: Path, folder: Path) -> None:
    """The snippet fails with the program and goes through with a right one, and can be read in a terminal."""
    assert max(map(len, snippet.splitlines())) <= WIDTH - INDENTED
    codes = []
    for number, program in enumerate((path.read_text(), RIGHT[0].read_text())):
        (folder / str(number)).mkdir(exist_ok=True)
        (folder / str(number) / task.file).write_text(program)
        codes.append(python.run(snippet, folder / str(number)).code)
    assert [code != 0 for code in codes] == [True, False]


def test_every_misconception_has_two_programs_or_more() -> None:
    counts = {name: sum(path.parent.name == name for path in PROGRAMS) for name in misconceptions()}
    assert not {name for name, count in counts.items() if count < 2}
    assert {path.parent.name for path in PROGRAMS} <= misconceptions().keys()
    assert sum(bool(marked(path)) for path in PROGRAMS) > len(PROGRAMS) * 0.9


def test_every_misconception_is_about_a_word_of_the_handout() -> None:
    for misconception in misconceptions().values():
        assert misconception.concept in WORDS
        assert misconception.explanation.endswith(".")
        assert misconception.hint
