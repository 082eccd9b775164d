"""`grader watch`: grades anew whenever something is saved."""

import shlex
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.model import Grade, TaskGrade
from checks.model.assignment import files_of
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
    again = shlex.join(("grader", "grade", str(folder)))
    setting = Setting(provenance=told(rules, again), quiet=quiet, verbose=verbose)
    screen = _Screen(folder, frozenset(files_of(rules.tasks)), setting)
    screen.starting()
    with Judge.started(rules, at_least(isolation), cache_folder()) as judge:
        with isolation_needed(isolation), model_needed():
            _ = judge.isolation
            judge.prepare()
        regrader = Regrader(folder, judge)
        with Changes(folder, regrader.changed) as changes:
            screen.follow(regrader, changes)


class _Screen:
    """Shows the newest grade: in the place of the one before where that can be done, else below it."""

    def __init__(self, folder: Path, files: frozenset[str], setting: Setting) -> None:
        """`files` are those that tasks ask for."""
        self._place, self._files, self._setting = one_line(str(folder)), files, setting
        self._console = console()
        self._shown: Grade | str | None = None
        self._announced = False

    def starting(self) -> None:
        """Say that it takes a moment."""
        if self._console.is_terminal:
            self._passing(f"grading {self._place}; the first time takes longest ...")

    def follow(self, regrader: "Regrader", changes: "Changes") -> None:
        """Show what becomes of the folder, until the process is interrupted."""
        from grader.intake.submission import SubmissionError
        from grader.judging.regrading import SupersededError

        saved: frozenset[str] = frozenset()
        while True:
            changes.begin()
            start = time.monotonic()
            try:
                self._show(regrader.grade(self._begun), start, saved)
            except SubmissionError as error:
                self._show(str(error), start, saved)
            except SupersededError:
                continue
            saved = changes.wait()

    def _begun(self) -> None:
        if self._console.is_terminal and self._shown is not None:
            self._announced = True
            self._passing("saved; grading ...")

    def _passing(self, text: str) -> None:
        """A line in the place of the one that passed."""
        self._console.print(f"{text:<{self._console.width - 1}}", style="dim", end="\r", soft_wrap=True)
        self._console.file.flush()

    def _show(self, found: Grade | str, start: float, saved: frozenset[str]) -> None:
        if found == self._shown:
            if self._console.is_terminal and (self._announced or saved & self._files):
                self._passing("saved; all is as before")
            self._announced = False
            return
        from grader.report.audience import for_student

        before, self._shown, self._announced = self._shown, found, False
        if self._console.is_terminal:
            self._console.clear()
        if isinstance(found, str):
            self._console.print(found, style="yellow", soft_wrap=True)
            graded = ""
        else:
            FORMATS["text"].show(for_student(found), self._console.file, self._setting)
            if isinstance(before, Grade) and (changed := list(_changed(before, found))):
                self._console.print(f"since the last save: {'; '.join(changed)}", style="bold", soft_wrap=True)
            graded = f"graded in {time.monotonic() - start:.2f} s; "
        self._console.print(f"{graded}watching {self._place}, Ctrl-C ends it", style="dim", soft_wrap=True)
        self._console.file.flush()


def _changed(before: Grade, now: Grade) -> Iterator[str]:
    """The tasks of which the verdict or the points are others than before, with both."""
    was = {task.task.id: _in_short(task) for task in before.judged}
    for task in now.judged:
        old, new = was.get(task.task.id), _in_short(task)
        if old is not None and old != new:
            yield f"task {one_line(task.task.id)} {old} -> {new}"


def _in_short(task: TaskGrade) -> str:
    return f"{task.verdict} {task.score.earned:g}"
