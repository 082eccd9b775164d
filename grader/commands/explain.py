"""`grader explain`: the checks' pages."""

import click

import reference
from grader.commands import policy
from grader.commands.exits import PASSED, Usage
from grader.commands.output import console


@click.command()
@click.argument("check", required=False)
def explain(check: str | None) -> int:
    """List the checks, or show the page of one CHECK: what, why, a bad and a good example."""
    from grader.commands.pages import page, table

    rules = policy.load(reference.ASSIGNMENT)
    if check is None:
        console().print(table(rules))
        return PASSED
    text = page(check)
    if text is None:
        raise Usage(f"there is no check `{check}`; `grader explain` lists them")
    click.echo(text)
    return PASSED
