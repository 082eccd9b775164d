"""The least isolation that a command runs code with: its option, and what is said where a machine has less."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from grader.commands.exits import Usage
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import IsolationError


def isolation_option(least: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--isolation`, which is `least` where it is not given."""
    return click.option(
        "--isolation",
        type=click.Choice(tuple(LEVELS)),
        default=least,
        show_default=True,
        help="Refuse to run the code with less than this; the best level there is, is used.",
    )


@contextmanager
def needed(isolation: str) -> Iterator[None]:
    """While this holds, a machine that has less isolation than this ends the command."""
    try:
        yield
    except IsolationError as error:
        raise Usage(
            f"this machine lacks isolation `{isolation}`: {error}; `grader doctor` shows what it has"
        ) from error
