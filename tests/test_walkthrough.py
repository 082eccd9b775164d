"""The page that walks through an assignment of one's own shows what the commands print, one after another."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "own-assignment.md").read_text()
EXAMPLE = ROOT / "docs" / "examples" / "sequences"
CONSOLES = re.findall(r"(?ms)^```console\n(.*?)^```", PAGE)
SEED = re.compile(r"(?m)^seed = \d+$")


def steps() -> list[tuple[str, str]]:
    """Every command of the page with what it is said to print."""
    found = []
    for text in CONSOLES:
        for step in re.split(r"(?m)^\$ ", text)[1:]:
            command, _, shown = step.partition("\n")
            found.append((command, shown))
    return found


def pattern(shown: str) -> str:
    """An expression for what is shown: a line of three dots stands for any lines."""
    lines = ["(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in plain(shown).splitlines(keepends=True)]
    return "".join(lines)


def plain(text: str) -> str:
    """The text without what is another in each run: times."""
    return re.sub(r"\d+\.\d\d s\b", "T s", text)


def with_seed_of_page(toml: Path) -> None:
    """What is asked of a draft comes from a seed that is drawn."""
    (seed,) = SEED.findall(PAGE)
    toml.write_text(SEED.sub(seed, toml.read_text()))


@pytest.mark.slow("makes, verifies and grades with an assignment")
def test_the_page_shows_what_is_printed(tmp_path: Path) -> None:
    (tmp_path / "moving_average.py").write_text((EXAMPLE / "moving_average.py").read_text())
    shutil.copytree(EXAMPLE.parent, tmp_path / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "80"}
    for command, shown in steps():
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        printed = plain(done.stdout)
        assert re.fullmatch(pattern(shown), printed), f"{command}\n{printed}\n{done.stderr}"
        if command.startswith("grader new"):
            with_seed_of_page(tmp_path / "averages" / "assignment.toml")


def test_the_model_solution_of_the_page_is_that_of_the_example() -> None:
    (text,) = re.findall(r"(?ms)^```python\n(.*?)^```", PAGE)
    assert text == (EXAMPLE / "moving_average.py").read_text()


def test_what_the_page_adds_stands_in_the_example() -> None:
    text, *_ = re.findall(r"(?ms)^```toml\n(.*?)^```", PAGE)  # the others are of what another assignment may add
    toml = (EXAMPLE / "assignment.toml").read_text()
    assert all(table.strip() in toml for table in text.split("\n\n"))


def test_every_link_of_the_page_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]*)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
