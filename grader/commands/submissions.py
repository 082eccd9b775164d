"""`grader submissions`: what a class would be graded of."""

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
from msgspec import structs

from checks.model import Source, Submission
from checks.model.assignment import Assignment
from grader.commands.exits import BROKEN, PASSED, Usage
from grader.commands.options import assignment_option, load_assignment, roster_option
from grader.commands.output import console, write

if TYPE_CHECKING:
    from grader.intake.overview import Overview
    from grader.report.submissions import Listed


@click.command()
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
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
@roster_option
@assignment_option
def submissions(
    folders: tuple[Path, ...],
    verbose: bool,
    format_: str,
    output: Path | None,
    roster: Path | None,
    assignment: Path,
) -> int:
    """List the submissions in each FOLDER, which may be an archive or a table: whose they are, the files that would be
    graded, and what would not.
    """
    from grader.report.submissions import render, show

    rules = load_assignment(assignment)
    found, listed = _listed(folders, rules)
    if roster is not None:
        listed = _enrolled(listed, roster)

    def written(stream: TextIO) -> None:
        if format_ == "json":
            stream.write(render(found, listed, rules.tasks))
        else:
            show(found, listed, rules.tasks, console(stream), verbose=verbose)

    write(output, written)
    return BROKEN if any(each.unread for each in listed) else PASSED


def _enrolled(listed: "list[Listed]", roster: Path) -> "list[Listed]":
    """The same with what the roster says of each, and with those of whom nothing came."""
    from grader.report.submissions import Listed
    from grader.roster import people
    from grader.roster.enrolment import enrolment
    from grader.tables import TableError

    try:
        everybody = people.named(roster)
    except TableError as error:
        raise Usage(str(error)) from error
    found = enrolment(everybody, (each.entry for each in listed))
    told = [structs.replace(each, enrolled=found.of(each.entry.student)) for each in listed]
    nothing = (
        Listed(each.entry, Submission(each.student, {}, has_readme=False), each.enrolled) for each in found.absent
    )
    return [*told, *nothing]


def _listed(folders: tuple[Path, ...], rules: Assignment) -> "tuple[Overview, list[Listed]]":
    from grader.intake.entries import IntakeError
    from grader.intake.overview import entries, overview
    from grader.intake.taking import read
    from grader.report.submissions import Listed

    try:
        found = overview(folders, rules)
        every = ((entry, read(entry, rules)) for entry in entries(found))
        return found, [Listed(entry.settled(read), _without_contents(read)) for entry, read in every]
    except IntakeError as error:
        raise Usage(str(error)) from error


def _without_contents(submission: Submission) -> Submission:
    """The same with empty files: a class's programs need not be held to list them."""
    files = {
        name: structs.replace(file, data=b"") if isinstance(file, Source) else file
        for name, file in submission.files.items()
    }
    return structs.replace(submission, files=files)
