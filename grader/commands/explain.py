"""`grader explain`: the checks' own pages: what is asked, why, a bad and a good example."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.allowed import listed as in_words
from checks.allowed import of_check
from checks.model import Check, DynamicCheck, SubmissionCheck
from checks.model.assignment import Assignment, Scoring, Task
from checks.printable import one_line
from grader.commands.exits import PASSED, Usage
from grader.commands.options import assignment_option, is_own, load_assignment
from grader.commands.output import console

if TYPE_CHECKING:
    from rich.table import Table

    from checks.static.rules import Rule

MOST_OF_A_NOTE = 1000  # characters
HEADINGS = ("check", "asks", "points", "makes the verdict")


@click.command()
@click.argument("check", required=False)
@assignment_option
def explain(check: str | None, assignment: Path) -> int:
    """List the checks, or show the page of one CHECK: what, why, a bad and a good example."""
    asked = load_assignment(assignment)
    if check is None:
        console().print(_table(asked))
        return PASSED
    text = page(check, asked)
    if text is None:
        raise Usage(f"there is no check `{one_line(check)}`{_here(assignment)}; `grader explain` lists them")
    click.echo(text)
    return PASSED


def _here(assignment: Path) -> str:
    return " in this assignment" if is_own(assignment) else ""


def listed(assignment: Assignment) -> Iterator[tuple[str, str, str, str]]:
    """Every check that is made: its id, what it asks, its points per task, and the verdict that it makes; "" for none.

    Where tasks have other points, or are not all held to a verdict, that is said.
    """
    from checks.pipeline import submission_checks, task_checks

    for check in task_checks():
        tasks = _made_of(check.id, assignment)
        if tasks:
            yield check.id, check.summary, _points(check.id, tasks), _verdict(check, tasks)
    for folder_check in submission_checks():
        yield folder_check.id, folder_check.summary, "", ""


_Scored = tuple[Task, Scoring]


def _made_of(check: str, assignment: Assignment) -> list[_Scored]:
    """The tasks of which a check is made, and how each is scored."""
    from checks.pipeline import made
    from grader.judging.points import scoring_of

    tasks = [task for task in assignment.tasks if made((check,), assignment.policy.checks, task)]
    return [(task, scoring_of(task, assignment)) for task in tasks]


def _points(check: str, tasks: list[_Scored]) -> str:
    every = sorted({scoring.points.get(check, 0.0) for _, scoring in tasks})
    return " or ".join(f"{points:g}" for points in every) if any(every) else ""


def _verdict(check: Check, tasks: list[_Scored]) -> str:
    held = [task.id for task, scoring in tasks if check.id in scoring.required]
    if not held or isinstance(check, SubmissionCheck):
        return ""
    return check.verdict if len(held) == len(tasks) else f"{check.verdict} ({_tasks(held)})"


def _tasks(ids: list[str]) -> str:
    return f"{'task' if len(ids) == 1 else 'tasks'} {in_words(ids)}"


def _table(assignment: Assignment) -> "Table":
    """Every check on a line."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rows = Table(box=box.SIMPLE)
    for heading in HEADINGS:
        rows.add_column(heading, justify="right" if heading == "points" else "left")
    for row in listed(assignment):
        rows.add_row(*map(Text, row))
    return rows


def page(check_id: str, assignment: Assignment | None = None) -> str | None:
    """The page of one check, its module's docstring, and what the tasks of an assignment ask of it.

    None when there is no such check, or it is made of none of them.
    """
    from checks.pipeline import submission_checks, task_checks

    for check in (*task_checks(), *submission_checks()):
        if check.id == check_id:
            function = check.judge if isinstance(check, DynamicCheck) else check.inspect
            text = f"{check.id}: {(sys.modules[function.__module__].__doc__ or '').strip()}"
            if assignment is None or isinstance(check, SubmissionCheck):
                return text
            return text + _of_tasks(check_id, assignment) if _made_of(check_id, assignment) else None
    return None


def _of_tasks(check: str, assignment: Assignment) -> str:
    """What the tasks ask of a check, where each asks something else, and the rules that the assignment adds to it."""
    from grader.judging.policy import policy_of

    said: dict[str, list[str]] = {}
    for task, _ in _made_of(check, assignment):
        said.setdefault(of_check(check, task, policy_of(task, assignment)), []).append(task.id)
    lines = [f"    {_tasks(ids)}: {words}" for words, ids in said.items() if words]
    lines += [f"    {rule.id}: {one_line(rule.note, MOST_OF_A_NOTE)}" for rule in _added(check, assignment)]
    return "\n".join(["", "", f"In {assignment.name}::", "", *lines]) if lines else ""


def _added(check: str, assignment: Assignment) -> list["Rule"]:
    if not assignment.rules:
        return []
    from checks.static.rules import read

    return [rule for rule in (read(each.name, each.text) for each in assignment.rules) if rule.metadata.check == check]
