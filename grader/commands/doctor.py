"""`grader doctor`: what this machine gives."""

import click

from grader.commands.exits import PASSED
from grader.commands.output import console


@click.command()
def doctor() -> int:
    """Show what this machine gives: Python, libraries, cores, isolation, caches."""
    from grader.commands.machine import examine

    console().print(examine())
    return PASSED
