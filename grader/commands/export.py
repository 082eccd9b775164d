"""`grader export`: the grader as the platforms take it."""

from pathlib import Path

import click

from checks.model.assignment import Assignment
from checks.printable import one_line
from grader.commands.exits import PASSED, Usage
from grader.commands.options import (
    DEFAULT,
    assignment_option,
    isolation_needed,
    isolation_option,
    load_assignment,
    model_needed,
    task_option,
    warn_of_seed,
    with_named,
)

PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@click.group()
def export() -> None:
    """Take the grader to where students hand in: Gradescope, or their own repositories on GitHub."""


@export.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("autograder.zip"),
    show_default=True,
    help="Where to put the archive.",
)
@task_option
@assignment_option
@click.option("--bundle", is_flag=True, help="Put all wheels into it, so that setting it up needs no package index.")
@click.option(
    "--python",
    "pythons",
    type=click.Choice(PYTHONS),
    multiple=True,
    help="The Python that the wheels are for (may be repeated).  [default: 3.11, for Ubuntu 22.04]",
)
@isolation_option("landlock")
def gradescope(
    output: Path,
    task_ids: tuple[str, ...],
    assignment: Path,
    bundle: bool,
    pythons: tuple[str, ...],
    isolation: str,
) -> int:
    """Make an autograder for Gradescope: a zip archive to be uploaded there."""
    from grader.assignment import loading
    from grader.export.gradescope import Autograder, autograder
    from grader.export.wheel import ExportError

    if pythons and not bundle:
        raise Usage("--python is for --bundle: give both")
    rules = with_named(load_assignment(assignment), task_ids)
    versions = tuple(dict.fromkeys(pythons)) or ("3.11",)
    try:
        data = autograder(
            Autograder(rules, loading.toml(assignment).read_bytes(), isolation, versions if bundle else ())
        )
    except ExportError as error:
        raise Usage(str(error)) from error
    _write(output, data)
    click.echo(f"{output}: {len(data) / 2**20:.1f} MiB, to be uploaded as the autograder of a Gradescope assignment")
    return PASSED


@export.command()
@click.option(
    "--from",
    "requirement",
    required=True,
    metavar="REQUIREMENT",
    help="What pip is to install: a git URL, a wheel in the repository, a package.",
)
@click.option(
    "--folder", default=".", show_default=True, metavar="PATH", help="Where the exercises lie in the repository."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path(".github/workflows/grade.yml"),
    show_default=True,
    help="Where to put the workflow.",
)
@click.option(
    "--assignment",
    "place",
    default="",
    metavar="PATH",
    help="Where in the repository lies what `grader export student` made, instead of the grader's own assignment.",
)
@task_option
def github(requirement: str, folder: str, output: Path, place: str, task_ids: tuple[str, ...]) -> int:
    """Make a workflow for students' repositories on GitHub, which grades at every push."""
    from grader.export.github import workflow
    from grader.export.wheel import ExportError

    named = _named(place, task_ids)
    try:
        text = workflow(requirement, folder, named, place)
    except ExportError as error:
        raise Usage(str(error)) from error
    _write(output, text.encode())
    click.echo(f"{output}: grades {folder} at every push, once it is committed")
    return PASSED


def _named(place: str, task_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The tasks that are named, of the assignment that lies there in the repository, at whose top this may be."""
    if place and not Path(place).exists():
        if task_ids:
            raise Usage(f"--task: {place} is not here, so its tasks are not known; call this at the repository's top")
        return ()
    rules = load_assignment(Path(place) if place else DEFAULT)
    if place and (rules.cases.hidden or any(task.file in rules.files for task in rules.tasks)):
        raise Usage(f"--assignment: {place} is not for students; give what `grader export student` makes of it")
    return with_named(rules, task_ids).named


@export.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("student"),
    show_default=True,
    help="Where to put it: a folder that is not there yet.",
)
@isolation_option("limits")
def student(folder: Path, output: Path, isolation: str) -> int:
    """Make what students get of the assignment in FOLDER: description, starter files, right answers as data."""
    from grader.export.student import put, refuse
    from grader.export.wheel import ExportError

    rules = load_assignment(folder)
    place = folder if folder.is_dir() else folder.parent
    try:
        refuse(output)  # before it takes a while
        contents = _student_files(rules, place, isolation)
        put(contents, output)
    except ExportError as error:
        raise Usage(one_line(str(error), 1000)) from error
    warn_of_seed(rules)
    click.echo(f"{output}: {len(contents)} files for students, to be given out as they are")
    return PASSED


def _student_files(rules: Assignment, folder: Path, isolation: str) -> dict[str, bytes]:
    from grader.assignment.data import arrays
    from grader.export.student import student_files
    from grader.folders import cache_folder
    from grader.judging.prepared import Inputs, answered
    from grader.sandbox.client import Sandbox
    from grader.sandbox.levels import at_least
    from grader.sandbox.server import ZygoteProcess

    inputs = Inputs(arrays(rules))
    with isolation_needed(isolation), model_needed(), Sandbox(ZygoteProcess(at_least(isolation))) as box:
        return student_files(
            rules,
            folder,
            inputs.data,
            lambda task: answered(task, rules, inputs, rules.limits, cache_folder(), box),
        )


def _write(output: Path, data: bytes) -> None:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(data)
    except OSError as error:
        raise Usage(f"{output}: {error.strerror}; name another place with --output") from error
