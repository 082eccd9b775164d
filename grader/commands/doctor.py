"""`grader doctor`: what this machine gives the grader."""

import os
import platform
import sys

import click

from checks.model.assignment import Assignment
from checks.printable import one_line
from grader import __version__
from grader.commands.exits import PASSED
from grader.commands.options import DEFAULT, load_assignment
from grader.commands.output import console
from grader.folders import NOWHERE, cache_folder
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import IsolationError, SandboxError, ZygoteProcess


@click.command()
def doctor() -> int:
    """Show what this machine gives: Python, libraries, cores, isolation, caches."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for name, value in _lines().items():
        table.add_row(Text(name, "bold"), Text(value))
    console().print(table)
    return PASSED


def _lines() -> dict[str, str]:
    """Versions, cores, memory, isolation and caches, a line each."""
    from importlib.metadata import version  # it takes its time to load

    from grader.batch.cores import cores

    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return {
        "grader": __version__,
        "Python": f"{platform.python_version()} ({sys.executable})",
        **{name: version(name) for name in ("numpy", "scipy", "ast-grep-py", "pycodestyle")},
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "cores": str(cores()),
        "memory": f"{memory:.1f} GB",
        **_isolation(),
        "cache": _cache(),
        **_full(load_assignment(DEFAULT)),
    }


def _cache() -> str:
    folder = cache_folder()
    if NOWHERE in folder.parents:
        return "none, since there is no home folder: each command is slower; XDG_CACHE_HOME can name a folder"
    return str(folder)


def _full(assignment: Assignment) -> dict[str, str]:
    """Where the data is that does not travel with the assignment."""
    lines = {}
    for name, data in assignment.data.items():
        if data.full:
            place = cache_folder() / data.full.file
            remedy = f"; {data.full.remedy}" if data.full.remedy else ""
            lines[f"all {one_line(name)}"] = str(place) if place.exists() else f"not there{remedy}, for `grade --full`"
    return lines


def _isolation() -> dict[str, str]:
    """The best level, and of those above it why they are not to be had."""
    from grader.report.isolation import ISOLATION

    lines: dict[str, str] = {}
    for name, layers in LEVELS.items():
        try:
            with ZygoteProcess((layers,)) as zygote:
                _ = zygote.layers
        except IsolationError as error:
            lines[f"no isolation {name}"] = f"this machine refuses it: {error}"
        except SandboxError as error:
            lines[f"isolation {name}?"] = f"it cannot be tried, and nothing can be graded: {error}"
        else:
            return {"isolation": f"{name}: {ISOLATION[name]}", **lines}
    return lines
