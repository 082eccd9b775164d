"""The command line: what is asked, and the exit code.

0 all passed, 1 something did not, 2 usage or configuration, 3 the grader failed.
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

import reference
from checks.assignment import Assignment, Task
from checks.model import Array, Grade, Submission, Verdict
from grader import __version__
from grader.places import full_mnist
from grader.sandbox.levels import LEVELS, at_least
from grader.sandbox.server import IsolationError, SandboxError, ZygoteProcess

PASSED, FAILED, USAGE, BROKEN = 0, 1, 2, 3
INTERRUPTED = 130
FORMATS = ("text", "json")


class Usage(click.ClickException):
    """What the person who called can mend: one line, exit code 2."""

    exit_code = USAGE


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grader")
def cli() -> None:
    """Judge numpy convolutions: what is right, what is wrong, where and why."""


@cli.command()
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
@click.option(
    "--assignment",
    type=click.Path(path_type=Path),
    default=reference.ASSIGNMENT,
    metavar="FILE",
    help="Tasks and policy, instead of the grader's own assignment.toml.",
)
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

        rules = _assignment(assignment)
        tasks = _tasks(rules, task_ids)
        handed_in = _submission(folder, rules)
        try:
            result = _judge(handed_in, rules, tasks, (mnist or full_mnist()) if full else None, zygote)
        except IsolationError as error:
            raise Usage(
                f"this machine lacks isolation `{isolation}`: {error}; `grader doctor` shows what it has"
            ) from error
    shown = for_student(result) if audience == "student" else result
    _write(shown, format_, output, quiet=quiet, verbose=verbose)
    if any(task.verdict is Verdict.INTERNAL_ERROR for task in result.tasks):
        return BROKEN
    return PASSED if result.passed else FAILED


@cli.command()
@click.argument("check", required=False)
def explain(check: str | None) -> int:
    """List the checks, or show the page of one CHECK: what, why, a bad and a good example."""
    from grader.explain import page, table

    rules = _assignment(reference.ASSIGNMENT)
    if check is None:
        _console().print(table(rules))
        return PASSED
    text = page(check)
    if text is None:
        raise Usage(f"there is no check `{check}`; `grader explain` lists them")
    click.echo(text)
    return PASSED


@cli.command()
def doctor() -> int:
    """Show what this machine gives: Python, libraries, cores, isolation, caches."""
    from grader.doctor import examine

    _console().print(examine())
    return PASSED


@cli.command()
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Where to put MNIST.npz.")
def mnist(output: Path | None) -> int:
    """Build the course's full MNIST.npz (50000 training images) for `grade --full`."""
    from reference.mnist import MnistError
    from reference.mnist.full import build

    destination = output or full_mnist()
    if sys.stderr.isatty():
        click.echo("downloading 16 MB ...", err=True)
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        build(destination)
    except MnistError as error:
        raise Usage(str(error)) from error
    except OSError as error:
        raise Usage(f"{destination}: {error.strerror}; name another place with --output") from error
    click.echo(f"{destination}: 50000 training, 10000 validation and 10000 test images")
    return PASSED


def _assignment(path: Path) -> Assignment:
    from checks.families import FAMILIES
    from checks.ids import CHECK_IDS
    from grader import assignment

    try:
        return assignment.load(path, CHECK_IDS, FAMILIES)
    except assignment.AssignmentError as error:
        raise Usage(str(error)) from error


def _tasks(assignment: Assignment, ids: tuple[str, ...]) -> tuple[Task, ...]:
    known = [task.id for task in assignment.tasks]
    for task_id in ids:
        if task_id not in known:
            raise Usage(f"there is no task `{task_id}`; the tasks are {', '.join(known)}")
    return tuple(task for task in assignment.tasks if not ids or task.id in ids)


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


def _write(grade: Grade, format_: str, output: Path | None, *, quiet: bool, verbose: bool) -> None:
    try:
        with open(output or os.devnull, "w", encoding="utf-8") as file:
            stream = file if output else sys.stdout
            if format_ == "json":
                from grader.report import json

                stream.write(json.render(grade))
            else:
                from grader.report import text

                text.show(grade, _console(stream), quiet=quiet, verbose=verbose)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Usage(f"{output or 'standard output'}: {error.strerror}") from error


def _console(stream: Any = None) -> Any:
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)


def _open_missing_streams() -> None:
    """Who closed one of them wants nothing there; whatever is opened next must not take its place."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
            setattr(sys, name, os.fdopen(descriptor, "r" if descriptor == 0 else "w", encoding="utf-8"))


def run(arguments: Sequence[str]) -> int:
    """Run one command; every failure is one line on standard error and the exit code that says its kind."""
    _open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what the terminal cannot show is no failure
    try:
        result: int = cli.main(list(arguments), prog_name="grader", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE
    except click.ClickException as error:
        click.echo(f"grader: {' '.join(error.format_message().split())}", err=True)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("grader: stopped", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN
    except SandboxError as error:
        click.echo(f"grader: {error}", err=True)
        return BROKEN
    except Exception as error:  # the last resort: whoever grades gets a line and the code for it, not a traceback
        from grader.failure import failure

        click.echo(f"grader: {failure('grader', error).message.replace(' in this check', '')}", err=True)
        return BROKEN
    return result
