"""`grader watch`: grades anew whenever something is saved."""

import shlex
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.model import Grade
from checks.printable import one_line
from grader.commands.exits import Usage
from grader.commands.options import (
    assignment_option,
    isolation_needed,
    isolation_option,
    load_assignment,
    model_needed,
    task_option,
    with_named,
)
from grader.commands.output import console
from grader.commands.report_options import told
from grader.report.formats import FORMATS, Setting
from grader.sandbox.levels import at_least

if TYPE_CHECKING:
    from grader.intake.changes import Changes
    from grader.judging.regrading import Regrader


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@task_option
@click.option("--quiet", "-q", is_flag=True, help="One line per task.")
@click.option("--verbose", "-v", is_flag=True, help="Every check, note and finding, and programs to run.")
@assignment_option
@isolation_option("limits")
def watch(
    folder: Path, task_ids: tuple[str, ...], quiet: bool, verbose: bool, assignment: Path, isolation: str
) -> None:
    """Grade the submission in FOLDER, and again whenever a file in it is saved; Ctrl-C ends it."""
    from grader.folders import cache_folder
    from grader.intake.changes import Changes
    from grader.judging.judge import Judge
    from grader.judging.regrading import Regrader

    rules = with_named(load_assignment(assignment), task_ids)
    if not folder.is_dir():
        raise Usage(f"{one_line(str(folder))} is no folder; give the folder that the files lie in")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # ends everything in order, as Ctrl-C does
    with Judge.started(rules, at_least(isolation), cache_folder()) as judge:
        with isolation_needed(isolation), model_needed():
            _ = judge.isolation
            judge.prepare()
        regrader = Regrader(folder, judge)
        again = shlex.join(("grader", "grade", str(folder)))
        setting = Setting(provenance=told(rules, again), quiet=quiet, verbose=verbose)
        with Changes(folder, regrader.changed) as changes:
            _Screen(folder, setting).follow(regrader, changes)


class _Screen:
    """Shows the newest grade: in the place of the one before where that can be done, else below it."""

    def __init__(self, folder: Path, setting: Setting) -> None:
        self._folder, self._setting = folder, setting
        self._console = console()
        self._shown: Grade | str | None = None

    def follow(self, regrader: "Regrader", changes: "Changes") -> None:
        """Show what becomes of the folder, until the process is interrupted."""
        from grader.intake.submission import SubmissionError
        from grader.judging.regrading import SupersededError

        while True:
            changes.begin()
            start = time.monotonic()
            try:
                self._show(regrader.grade(self._begun), start)
            except SubmissionError as error:
                self._show(str(error), start)
            except SupersededError:
                continue
            changes.wait()

    def _begun(self) -> None:
        if self._console.is_terminal and self._shown is not None:
            self._console.print("saved; grading ...", style="dim", end="\r")

    def _show(self, found: Grade | str, start: float) -> None:
        if found == self._shown:
            return
        from grader.report.audience import for_student

        self._shown = found
        if self._console.is_terminal:
            self._console.clear()
        if isinstance(found, str):
            self._console.print(found, style="yellow", soft_wrap=True)
        else:
            FORMATS["text"].show(for_student(found), self._console.file, self._setting)
        seconds, place = time.monotonic() - start, one_line(str(self._folder))
        self._console.print(f"graded in {seconds:.2f} s; watching {place}, Ctrl-C ends it", style="dim", soft_wrap=True)
        self._console.file.flush()
