"""`grader grade`: one submission."""

import shlex
import sys
from pathlib import Path
from typing import TextIO

import click

import reference
from checks.assignment import Assignment, Task
from checks.model import Array, Grade, Submission, Verdict
from grader.commands import policy
from grader.commands.exits import BROKEN, FAILED, PASSED, Usage
from grader.commands.output import console, write
from grader.commands.policy import assignment_option
from grader.places import full_mnist
from grader.sandbox.levels import LEVELS, at_least
from grader.sandbox.server import IsolationError, ZygoteProcess

FORMATS = ("text", "json", "html")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--task", "task_ids", multiple=True, metavar="ID", help="Grade this task only (may be repeated).")
@click.option("--quiet", "-q", is_flag=True, help="One line per task.")
@click.option("--verbose", "-v", is_flag=True, help="Every note, every finding.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead.")
@click.option("--full", is_flag=True, help="Also run on all 50000 MNIST training images (see `grader mnist`).")
@click.option("--mnist", type=click.Path(path_type=Path), metavar="FILE", help="The MNIST.npz that --full uses.")
@assignment_option
@click.option(
    "--isolation",
    type=click.Choice(tuple(LEVELS)),
    default="limits",
    show_default=True,
    help="Refuse to run the code with less than this; the best level there is, is used.",
)
@click.option(
    "--audience",
    type=click.Choice(("student", "instructor")),
    default="student",
    show_default=True,
    help="A student is not shown hidden cases.",
)
def grade(
    folder: Path,
    task_ids: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    format_: str,
    output: Path | None,
    full: bool,
    mnist: Path | None,
    assignment: Path,
    isolation: str,
    audience: str,
) -> int:
    """Grade the submission in FOLDER."""
    if mnist is not None and not full:
        raise Usage("--mnist is for --full: give both")
    if full and sys.stderr.isatty():
        click.echo("running on all the training images, about half a minute ...", err=True)
    with ZygoteProcess(at_least(isolation)) as zygote:  # first of all, so that it loads numpy while this process does
        from grader.report.audience import for_student

        rules = policy.load(assignment)
        tasks = policy.chosen(rules, task_ids)
        handed_in = _submission(folder, rules)
        try:
            result = _judge(handed_in, rules, tasks, (mnist or full_mnist()) if full else None, zygote)
        except IsolationError as error:
            raise Usage(
                f"this machine lacks isolation `{isolation}`: {error}; `grader doctor` shows what it has"
            ) from error
    shown = for_student(result) if audience == "student" else result
    again = replay(folder, task_ids, assignment, result.isolation, full=full, mnist=mnist)
    write(output, lambda stream: _show(shown, rules, again, format_, stream, quiet=quiet, verbose=verbose))
    if any(task.verdict is Verdict.INTERNAL_ERROR for task in result.tasks):
        return BROKEN
    return PASSED if result.passed else FAILED


def replay(
    folder: Path, task_ids: tuple[str, ...], assignment: Path, isolation: str, *, full: bool, mnist: Path | None
) -> str:
    """The command that judges the same again, at the isolation level that was had."""
    words = ["grader", "grade", str(folder)]
    for task_id in task_ids:
        words += ["--task", task_id]
    words += ["--full"] if full else []
    words += ["--mnist", str(mnist)] if mnist else []
    words += ["--assignment", str(assignment)] if assignment != reference.ASSIGNMENT else []
    words += ["--isolation", isolation] if isolation in LEVELS else []
    return shlex.join(words)


def _submission(folder: Path, rules: Assignment) -> Submission:
    from grader import submission

    try:
        return submission.read(folder, rules)
    except submission.SubmissionError as error:
        raise Usage(str(error)) from error


def _full_images(rules: Assignment, file: Path) -> tuple[Array, ...]:
    from grader.fullset import chunks
    from reference.mnist import MnistError, training_images

    try:
        return chunks(training_images(file), rules.limits_full)
    except MnistError as error:
        raise Usage(str(error)) from error


def _judge(
    handed_in: Submission, rules: Assignment, tasks: tuple[Task, ...], mnist: Path | None, zygote: ZygoteProcess
) -> Grade:
    """Judge one submission; with `mnist` on the full training set too."""
    from grader.static import StaticWorker
    from grader.work import work_of

    with StaticWorker() as worker:
        for task in tasks:  # under way before this process imports numpy
            worker.ask(task, rules.policy, work_of(task, handed_in))
        from grader import session
        from grader.dynamic import Inputs
        from grader.examination import Examination
        from grader.places import cache_folder
        from grader.sandbox.client import Sandbox
        from reference.mnist import digits

        inputs = Inputs(digits().images, _full_images(rules, mnist) if mnist else ())
        limits = rules.limits_full if mnist else rules.limits
        with Sandbox(zygote) as box:
            return session.grade(handed_in, tasks, Examination(rules, inputs, limits, cache_folder()), worker, box)


def _show(
    grade: Grade, rules: Assignment, command: str, format_: str, stream: TextIO, *, quiet: bool, verbose: bool
) -> None:
    if format_ == "json":
        from grader.report import json

        stream.write(json.render(grade))
    elif format_ == "html":
        from grader.provenance import made_here
        from grader.report import html

        stream.write(html.render(grade, made_here(rules, command)))
    else:
        from grader.report import text

        text.show(grade, console(stream), quiet=quiet, verbose=verbose)
