"""The reports that a command was asked for: where each goes, and that none is missing whatever becomes of grading."""

import contextlib
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from checks.model import Grade
from checks.model.assignment import Assignment
from grader.commands.exits import Usage
from grader.commands.output import place
from grader.failure import NOT_YOUR_FAULT, STOPPED, failure
from grader.replacing import replacing
from grader.report.formats import FORMATS, Setting
from grader.startup import undisturbed

if TYPE_CHECKING:
    from grader.report.provenance import Provenance

STANDARD_OUTPUT = "-"


class Report(Struct, frozen=True):
    """A format, and the file that it goes to; None is standard output."""

    format: str
    file: Path | None


def _taken_apart(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[Report, ...]:
    return tuple(map(_report, values))


def _report(value: str) -> Report:
    name, _, file = value.partition("=")
    if not file:
        raise click.BadParameter(f"'{value}' is not FORMAT=FILE, as in junit=report.xml")
    if name not in FORMATS:
        raise click.BadParameter(f"'{name}' is not one of {', '.join(map(repr, FORMATS))}")
    return Report(name, None if file == STANDARD_OUTPUT else Path(file))


format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(tuple(FORMATS)),
    help="What to print.  [default: text]",
)
output_option = click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead."
)
report_option = click.option(
    "--report",
    "reports",
    callback=_taken_apart,
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write a report in this format too (may be repeated); the file - is standard output.",
)


def chosen(format_: str | None, output: Path | None, more: tuple[Report, ...]) -> tuple[Report, ...]:
    """All reports that were asked for: standard output has a text where nothing else is to go there."""
    asked = format_ is not None or output is not None
    taken = any(report.file is None for report in more)
    reports = (Report(format_ or "text", output), *more) if asked or not taken else more
    places = Counter(None if report.file is None else os.path.realpath(report.file) for report in reports)
    for file, times in places.items():
        if times > 1:
            raise Usage(f"{times} reports go to {file or 'standard output'}: give each a file of its own")
    return reports


def told(rules: Assignment, command: str, audience: str = "student") -> Callable[[], "Provenance"]:
    """What tells how a grade was made by this command, when a report asks for it."""

    def made() -> "Provenance":
        from grader.report.provenance import made_here

        here = made_here(rules, command)
        return here.for_student if audience == "student" else here

    return made


@contextlib.contextmanager
def begun(reports: tuple[Report, ...]) -> Iterator[None]:
    """While this holds, grading is under way: every file can be written to.

    Where a format has words for a grade that there is not, they stand in its file from the beginning, and in the end
    say what happened if grading fails.
    """
    for report in reports:
        if report.file is not None:
            _try(report.file)
            _give_up((report,), STOPPED)
    try:
        yield
    except Exception as error:
        _give_up(reports, _why(error))
        raise


def load(reports: tuple[Report, ...]) -> None:
    """Load what makes them, which takes a while."""
    with undisturbed():
        for report in reports:
            FORMATS[report.format].load()


def write(reports: tuple[Report, ...], grade: Grade, setting: Setting) -> None:
    """Write the grade to all of them."""
    for report in reports:
        show = FORMATS[report.format].show
        if report.file is None:
            with place(None):
                show(grade, sys.stdout, setting)
        else:
            made = io.StringIO()
            show(grade, made, setting)
            _put(report, made.getvalue())


def _give_up(reports: tuple[Report, ...], why: str) -> None:
    for report in reports:
        if unfinished := FORMATS[report.format].unfinished:
            _put(report, unfinished(why))


def _why(error: Exception) -> str:
    if isinstance(error, click.ClickException):
        return " ".join(error.format_message().split())
    return f"{failure('grader', error).message.replace(' in this check', '')}. {NOT_YOUR_FAULT}"


def _put(report: Report, text: str) -> None:
    """Put a whole report in its place: at once, where somebody may look for it at any time."""
    with place(report.file):
        if report.file is None:
            sys.stdout.write(text)
        elif FORMATS[report.format].unfinished and (report.file.is_file() or not report.file.exists()):
            with replacing(Path(os.path.realpath(report.file)), shared=True) as file:
                file.write(text.encode())
        else:
            report.file.write_text(text, encoding="utf-8")


def _try(file: Path) -> None:
    """Find out whether a file can be written to, and leave everything as it is."""
    with place(file):
        there = os.path.lexists(file)
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, 0o666))
        if not there:
            os.unlink(file)
