"""`grader submissions`: what a class would be graded of."""

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
from msgspec import structs

from checks.assignment import Assignment
from checks.model import Source, Submission
from grader.commands import policy
from grader.commands.exits import BROKEN, PASSED, Usage
from grader.commands.output import console, write
from grader.commands.policy import assignment_option

if TYPE_CHECKING:
    from grader import intake
    from grader.report.submissions import Listed


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--verbose", "-v", is_flag=True, help="Every note.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead.")
@assignment_option
def submissions(path: Path, verbose: bool, format_: str, output: Path | None, assignment: Path) -> int:
    """List the submissions in PATH, a folder, an archive or a table, and the files that would be graded."""
    from grader.report.submissions import render, show

    rules = policy.load(assignment)
    listed = _listed(path, rules)

    def written(stream: TextIO) -> None:
        if format_ == "json":
            stream.write(render(str(path), listed, rules.tasks))
        else:
            show(listed, rules.tasks, console(stream), verbose=verbose)

    write(output, written)
    return BROKEN if any(each.failure for each in listed) else PASSED


def _listed(path: Path, rules: Assignment) -> "list[Listed]":
    from grader import intake

    try:
        return [_read(entry, rules) for entry in intake.scan(path, rules)]
    except intake.IntakeError as error:
        raise Usage(str(error)) from error


def _read(entry: "intake.Entry", rules: Assignment) -> "Listed":
    from grader import intake
    from grader.report.submissions import Listed

    try:
        return Listed(entry, _without_contents(intake.read(entry, rules)))
    except intake.EntryError as error:
        return Listed(entry, None, str(error))


def _without_contents(submission: Submission) -> Submission:
    """The same with empty files: a class's programs need not be held to list them."""
    files = {
        name: structs.replace(file, data=b"") if isinstance(file, Source) else file
        for name, file in submission.files.items()
    }
    return structs.replace(submission, files=files)
