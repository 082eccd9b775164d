"""The policy that a command works with: the `--assignment` option, and what it names."""

from pathlib import Path

import click

import reference
from checks.model.assignment import Assignment, Task
from grader.commands.exits import Usage

assignment_option = click.option(
    "--assignment",
    type=click.Path(path_type=Path),
    default=reference.ASSIGNMENT,
    metavar="FILE",
    help="Tasks and policy, instead of the grader's own assignment.toml.",
)


def load(path: Path) -> Assignment:
    """Read an assignment whose checks are the grader's."""
    from checks.pipeline import CHECK_IDS
    from grader import assignment

    try:
        return assignment.load(path, CHECK_IDS)
    except assignment.AssignmentError as error:
        raise Usage(str(error)) from error


def chosen(assignment: Assignment, ids: tuple[str, ...]) -> tuple[Task, ...]:
    """The tasks with these ids, all of them where none is given."""
    known = [task.id for task in assignment.tasks]
    for task_id in ids:
        if task_id not in known:
            raise Usage(f"there is no task `{task_id}`; the tasks are {', '.join(known)}")
    return tuple(task for task in assignment.tasks if not ids or task.id in ids)
