"""`grader explain`: the checks' own pages: what is asked, why, a bad and a good example."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from checks.model import DynamicCheck
from checks.model.assignment import Assignment
from grader.commands.exits import PASSED, Usage
from grader.commands.options import DEFAULT, load_assignment
from grader.commands.output import console

if TYPE_CHECKING:
    from rich.table import Table

HEADINGS = ("check", "asks", "points", "makes the verdict")


@click.command()
@click.argument("check", required=False)
def explain(check: str | None) -> int:
    """List the checks, or show the page of one CHECK: what, why, a bad and a good example."""
    if check is None:
        console().print(_table(load_assignment(DEFAULT)))
        return PASSED
    text = page(check)
    if text is None:
        raise Usage(f"there is no check `{check}`; `grader explain` lists them")
    click.echo(text)
    return PASSED


def listed(assignment: Assignment) -> Iterator[tuple[str, str, str, str]]:
    """Every check: its id, what it asks, its points per task, and the verdict that it makes; "" for none."""
    from checks.pipeline import submission_checks, task_checks

    scoring = assignment.scoring
    for check in task_checks():
        points = scoring.points.get(check.id, 0)
        required = check.verdict if check.id in scoring.required else ""
        yield check.id, check.summary, f"{points:g}" if points else "", required
    for folder_check in submission_checks():
        yield folder_check.id, folder_check.summary, "", ""


def _table(assignment: Assignment) -> "Table":
    """Every check on a line."""
    from rich import box
    from rich.table import Table

    rows = Table(box=box.SIMPLE)
    for heading in HEADINGS:
        rows.add_column(heading, justify="right" if heading == "points" else "left")
    for row in listed(assignment):
        rows.add_row(*row)
    return rows


def page(check_id: str) -> str | None:
    """The page of one check, its module's docstring; None when there is no such check."""
    from checks.pipeline import submission_checks, task_checks

    for check in (*task_checks(), *submission_checks()):
        if check.id == check_id:
            function = check.judge if isinstance(check, DynamicCheck) else check.inspect
            return f"{check.id}: {(sys.modules[function.__module__].__doc__ or '').strip()}"
    return None
