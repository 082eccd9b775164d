"""`grader verify`: an assignment, graded before its students are."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.printable import one_line
from grader.commands.exits import BROKEN, FAILED, PASSED, Usage
from grader.commands.options import (
    DEFAULT,
    isolation_needed,
    isolation_option,
    load_assignment,
    model_needed,
    task_option,
    warn_of_seed,
    with_named,
)
from grader.commands.output import write
from grader.folders import cache_folder
from grader.sandbox.levels import at_least
from grader.sandbox.server import ZygoteProcess

if TYPE_CHECKING:
    from grader.verify.result import Result

SAMPLES = "samples"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=DEFAULT)
@task_option
@click.option(
    "--seconds",
    metavar="N",
    type=click.FloatRange(min=0, max=1e6),
    default=600,
    show_default=True,
    help="Begin no mutant after this time; how far it came is said. 300 s later it ends.",
)
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="What to print.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead.")
@click.option(
    "--samples",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Submissions with what each is to get.  [default: the folder `samples` of the assignment, if it is there]",
)
@click.option(
    "--mutate",
    multiple=True,
    metavar="FOLDER[:ID]",
    help="A right submission to change like the model solutions, or its file for one task (may be repeated).",
)
@click.option("--each", is_flag=True, help="A line for every mutant, too.")
@isolation_option("limits")
def verify(
    folder: Path,
    task_ids: tuple[str, ...],
    seconds: float,
    format_: str,
    output: Path | None,
    samples: Path | None,
    mutate: tuple[str, ...],
    each: bool,
    isolation: str,
) -> int:
    """Grade the assignment in FOLDER: is what is right accepted, and what is wrong rejected? Without a folder, the
    grader's own.
    """
    with ZygoteProcess(at_least(isolation)) as zygote:
        rules = load_assignment(folder)
        if rules.answers:
            raise Usage(f"{folder}: answers: there is no model solution to change; verify the whole assignment")
        chosen = with_named(rules, task_ids)
        warn_of_seed(rules)
        from grader.judging.added_rules import troubles
        from grader.judging.answers import ModelError
        from grader.sandbox.client import Sandbox
        from grader.verify.deadline import LateError
        from grader.verify.equivalents import EquivalentError
        from grader.verify.programs import ProgramError
        from grader.verify.progress import shown
        from grader.verify.run import Wanted
        from grader.verify.run import verify as verified
        from grader.verify.submitted import SampleError

        for trouble in troubles(rules.rules):
            raise Usage(f"{one_line(str(folder))}: policy.rules: {one_line(trouble)}")
        own = folder if folder.is_dir() else folder.parent
        wanted = Wanted(
            assignment=rules,
            folder=own,
            tasks=chosen.counting if task_ids else rules.tasks,
            samples=samples or _samples(own),
            mutate=mutate,
            seconds=seconds,
            marks=_marks(folder),
        )
        try:
            with Sandbox(zygote) as box, isolation_needed(isolation), model_needed(), shown() as told:
                try:
                    result = verified(wanted, box, cache_folder(), told)
                except ModelError as error:
                    raise ModelError(f"{error}{_perhaps(wanted.marks)}") from error
        except (EquivalentError, LateError, ProgramError, SampleError) as error:
            raise Usage(str(error)) from error
    write(output, lambda stream: print(_told(result, format_, each=each), end="", file=stream))
    if result.broken:
        return BROKEN
    return PASSED if result.strong else FAILED


def _perhaps(marks: tuple[str, ...]) -> str:
    """Where the description of a draft may be what the model solution fails by."""
    lines = ", ".join(mark.partition(":")[0] for mark in marks)
    return f"; first say in assignment.toml what is still marked there: {lines}" if marks else ""


def _marks(folder: Path) -> tuple[str, ...]:
    """The places of a draft that nobody has looked at yet."""
    from grader.assignment.loading import toml
    from grader.drafting import marked

    found = marked(toml(folder).read_text(encoding="utf-8"))
    return tuple(f"line {line}: {text}" for line, text in found)


def _samples(own: Path) -> Path | None:
    """The folder of samples that lies in the assignment's, if one does."""
    there = own / SAMPLES
    if there.is_symlink():
        raise Usage(f"{one_line(str(there))}: a link; put the folder itself there, or name it with --samples")
    return there if there.is_dir() else None


def _told(result: "Result", format_: str, *, each: bool) -> str:
    """What is printed of it."""
    from grader.verify import json, text

    if format_ == "json":
        return json.encoded(result)
    made = io.StringIO()
    text.show(result, made, each=each)
    return made.getvalue()
