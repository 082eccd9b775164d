"""Every console of the first page and of the manual shows what its commands print, one after another.

`make test ARGS="-k consoles --renew"` writes anew what does not; read in `git diff` what has changed. A line of three
dots stands for any lines. What cannot run here, such as a cluster of several machines, stands in a block of `text`.
"""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.manual.pages import FENCED, PAGES, blocks, text
from tests.manual.world import clone

STEP = re.compile(r"(?m)^\$ ")
# What make, of which the suite may be a part, hands on to the make of a console.
OF_MAKE = {
    "MAKEFLAGS",
    "MFLAGS",
    "MAKELEVEL",
    "MAKEOVERRIDES",
    "ARGS",
    "STUDENT",
    "SUBMISSIONS",
    "OUT",
}
SEED = re.compile(r"(?m)^seed = \d+$")


def plain(shown: str) -> str:
    """Without what is another in each run: times, and how wide a column is by them."""
    return re.sub(r" *\d+\.\d+ s\b( +\d+\.\d+ x)?", " T s", shown)


def pattern(shown: str) -> str:
    """An expression for what is shown."""
    lines = plain(shown).splitlines(keepends=True)
    return "".join("(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in lines)


def steps(console: str) -> list[tuple[str, str]]:
    """The commands of a console, each with what it is said to print."""
    return [(command, shown) for step in STEP.split(console)[1:] for command, _, shown in [step.partition("\n")]]


class World:
    """Where the commands of one page run."""

    def __init__(self, folder: Path, page: str) -> None:
        self.folder, self.page = folder, page
        path = f"{clone(folder)}{os.pathsep}{os.environ['PATH']}"
        outside = {name: value for name, value in os.environ.items() if name not in OF_MAKE}
        self.environment = {**outside, "PATH": path, "COLUMNS": "80"}

    def printed(self, command: str) -> str:
        done = subprocess.run(
            command, shell=True, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        if command.startswith("grader new"):
            self._take_the_seed_of_the_page()
        return done.stdout

    def _take_the_seed_of_the_page(self) -> None:
        """What is asked of a draft comes from a seed that is drawn."""
        for seed in SEED.findall(text(self.page))[:1]:
            for toml in self.folder.glob("*/assignment.toml"):
                toml.write_text(SEED.sub(seed, toml.read_text()))


def renewed(page: str, world: World) -> str:
    """The page with what is printed now, where that is something else."""

    def run(block: re.Match[str]) -> str:
        if block[3] != "console":
            return block[0]
        inside = ""
        for command, shown in steps(block[4]):
            printed = world.printed(command)
            inside += f"$ {command}\n{shown if re.fullmatch(pattern(shown), plain(printed)) else printed}"
        return block[0].replace(block[4], inside)

    return FENCED.sub(run, text(page))


SHOWING = [page for page in PAGES if blocks(text(page), "console")]


@pytest.mark.slow("runs what the manual shows")
@pytest.mark.parametrize("page", SHOWING)
def test_the_consoles_show_what_is_printed_in(
    page: str, tmp_path: Path, need: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    need("full")
    now = renewed(page, World(tmp_path, page))
    if request.config.getoption("--renew") and now != text(page):
        PAGES[page].write_text(now)
        pytest.skip(f"{page} is written anew: read what has changed in git diff")
    assert now == text(page)


def test_there_are_consoles_to_be_run() -> None:
    assert {"README.md", "docs/instructors/index.md", "docs/instructors/walkthrough.md"} <= set(SHOWING)


def test_what_looks_like_a_console_is_one_but_for_a_few() -> None:
    """What is printed in a block of another name is seen to by nobody."""
    others = {
        page
        for page in PAGES
        for found in FENCED.finditer(text(page))
        if found[3] != "console" and STEP.search(found[4])
    }
    assert others == {"docs/instructors/cluster.md", "docs/instructors/optional.md"}


@pytest.mark.parametrize("page", SHOWING)
def test_every_console_begins_with_a_command_in(page: str) -> None:
    assert all(console.startswith("$ ") for console in blocks(text(page), "console"))


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a\n", "a\n"),
        ("...\nz\n", "a\nb\nz\n"),
        ("a 0.01 s\n", "a 12.34 s\n"),
        ("x 0  0.14 s  4.6 x\n", "x 0 11.01 s 23.8 x\n"),
    ],
)
def test_what_differs_from_run_to_run_is_left_out(shown: str, printed: str) -> None:
    assert re.fullmatch(pattern(shown), plain(printed))


@pytest.mark.parametrize(
    ("shown", "printed"), [("a\n", "b\n"), ("a\n", "a\nb\n"), ("...\nz\n", "a\n"), ("1 s\n", "2 s\n")]
)
def test_what_is_shown_otherwise_is_told(shown: str, printed: str) -> None:
    assert not re.fullmatch(pattern(shown), plain(printed))
