"""The options that several commands have, and what they name: the assignment, the roster, the least isolation."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

import reference
from checks.model.assignment import ALL, Assignment
from grader.commands.exits import Usage
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import IsolationError
from grader.startup import undisturbed

DEFAULT = reference.FOLDER

assignment_option = click.option(
    "--assignment",
    type=click.Path(path_type=Path),
    default=DEFAULT,
    metavar="FOLDER",
    help="The assignment: a folder with assignment.toml and all that it names, instead of the grader's own.",
)

task_option = click.option(
    "--task",
    "task_ids",
    multiple=True,
    metavar=f"ID|{ALL}",
    help=f"Grade this task only, and count it, optional or not (may be repeated); {ALL} for every task.",
)

roster_option = click.option(
    "--roster",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A table of everybody in the class; a roster.csv that lies among the results is taken without it.",
)


def isolation_option(least: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--isolation`, the least that a command runs code with, which is `least` where it is not given."""
    return click.option(
        "--isolation",
        type=click.Choice(tuple(LEVELS)),
        default=least,
        show_default=True,
        help="Refuse to run the code with less than this; the best level there is, is used.",
    )


def load_assignment(path: Path) -> Assignment:
    """Read an assignment whose checks are the grader's."""
    with undisturbed():
        from checks.pipeline import CHECK_IDS
        from grader import assignment

    try:
        return assignment.load(path, CHECK_IDS)
    except assignment.AssignmentError as error:
        raise Usage(str(error)) from error


def warn_of_seed(assignment: Assignment) -> None:
    """Tell whoever gives the command, and no student, where others can make what is hidden."""
    from grader.assignment.seeds import known_seed

    if why := known_seed(assignment):
        click.echo(why, err=True)


def is_own(path: Path) -> bool:
    """Whether an assignment is another one than the grader's."""
    return path not in (DEFAULT, reference.ASSIGNMENT)


def with_named(assignment: Assignment, words: tuple[str, ...]) -> Assignment:
    """The assignment with the tasks that `--task` names, if it names any."""
    from grader.assignment.naming import UnknownTaskError, naming

    try:
        return naming(assignment, words)
    except UnknownTaskError as error:
        raise Usage(str(error)) from error


@contextmanager
def model_needed() -> Iterator[None]:
    """While this holds, a model solution that does not answer ends the command."""
    from grader.judging.answers import ModelError

    try:
        yield
    except ModelError as error:
        raise Usage(str(error)) from error


@contextmanager
def isolation_needed(isolation: str) -> Iterator[None]:
    """While this holds, a machine that has less isolation than this ends the command."""
    try:
        yield
    except IsolationError as error:
        raise Usage(
            f"this machine lacks isolation `{isolation}`: {error}; `grader doctor` shows what it has"
        ) from error
