"""Whoever adds a check as the manual says has it: in the list, with its page, and in every report."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.grading import SUBMISSIONS

RECIPE = (ROOT / "docs/engineers/adding.md").read_text().partition("## A check\n")[2].partition("\n## ")[0]
FILE = "0-convolve_grayscale_valid.py"
PAGE = '''"""No line of the file holds a tab.

What: A tab is shown as wide as each editor likes.

Why: A comment that stands in a column for one reader does not for another.

Bad::

    x = 1  #\\tone

Good::

    x = 1  # one
"""

from collections.abc import Iterator

from checks.model import Finding, Inspection, StaticCheck


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Yield a finding for each line that holds a tab."""
    for number, line in enumerate(inspection.source.data.splitlines() if inspection.source else (), 1):
        if b"\\t" in line:
            yield Finding(check="tabs", message="there is a tab", hint="Write spaces.", line=number)


CHECK = StaticCheck(
    id="tabs",
    summary="No line of the file holds a tab.",
    reason="A tab is shown as wide as each editor likes.",
    needs=("source",),
    inspect=inspect,
)
'''


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project to which the check is added: its file, and its name in the list that the recipe names."""
    folder = tmp_path_factory.mktemp("project")
    for floor in ("grader", "checks", "reference"):
        shutil.copytree(ROOT / floor, folder / floor, ignore=shutil.ignore_patterns("__pycache__"))
    (file,) = re.findall(r"^1\. `(\S+)`:", RECIPE, re.MULTILINE)
    ((names, listed),) = re.findall(r"^2\. .*?`(\w+)` of `(\S+)`", RECIPE, re.MULTILINE)
    (folder / file).write_text(PAGE)
    text = (folder / listed).read_text()
    added, count = re.subn(rf"(?m)^({names} = \([^)]*)\)", r'\1, "tabs")', text)
    assert count == 1
    (folder / listed).write_text(added)
    return folder


START = "import sys; sys.path.insert(0, sys.argv[1]); from grader.cli import run; sys.exit(run(sys.argv[2:]))"


def grader(project: Path, *arguments: str) -> str:
    """What the copy prints: its own packages are taken, wherever else others are installed."""
    command = [sys.executable, "-c", START, str(project), *arguments]
    environment = {**os.environ, "XDG_CACHE_HOME": str(project / "cache"), "COLUMNS": "80"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_check_that_is_added_as_the_manual_says_is_listed_and_has_its_page(project: Path) -> None:
    assert re.search(r"^ +tabs +No line of the file", grader(project, "explain"), re.MULTILINE)
    assert grader(project, "explain", "tabs").startswith("tabs: No line of the file holds a tab.")


def test_a_check_that_is_added_as_the_manual_says_is_made(project: Path) -> None:
    (project / "mine").mkdir()
    text = (SUBMISSIONS / "correct_tensordot" / FILE).read_text()
    (project / "mine" / FILE).write_text(f"{text}\nx = 1  #\tone\n")
    (task,) = json.loads(grader(project, "grade", "mine", "--task", "0", "--format", "json"))["tasks"]
    found = {check["id"]: check for check in task["checks"]}
    assert (found["tabs"]["status"], found["values"]["status"]) == ("failed", "passed")
    assert [finding["line"] for finding in found["tabs"]["findings"]] == [text.count("\n") + 2]
