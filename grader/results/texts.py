"""The report that a student reads, as the text of a file."""

import io
from functools import lru_cache

import msgspec
from rich.console import Console

from checks.model import Grade, Source, TaskGrade
from grader.final_score import FinalScore
from grader.report.text import View

WIDTH = 80
MOST_KEPT = 4096


class Texts:
    """Grades as plain text. A task's part is made once for all who handed in the same: rich takes its time."""

    def __init__(self) -> None:
        self._task = lru_cache(MOST_KEPT)(_task)

    def render(self, grade: Grade, final: FinalScore | None = None) -> str:
        """The whole report, 80 columns wide."""
        sources = tuple(task.source for task in grade.tasks if task.source)
        bare = (msgspec.structs.replace(task, picture=None) for task in grade.tasks)  # text has no place for pictures
        earned = final.tasks if final else {}
        parts = [self._task(task, _named(task, sources), earned.get(task.task.id)) for task in bare]
        stream = io.StringIO()
        view = View(_console(stream), sources, verbose=False)
        view.folder(grade)
        view.total(grade, final, quiet=False)
        view.more(grade)
        return "".join(parts) + stream.getvalue()


def _task(task: TaskGrade, sources: tuple[Source, ...], earned: float | None) -> str:
    stream = io.StringIO()
    view = View(_console(stream), sources, verbose=False)
    view.print(view.heading(task, earned))
    view.print(view.task(task), "")
    return stream.getvalue()


def _named(task: TaskGrade, sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """The files of which the task's findings show a line."""
    names = {task.task.file, *(finding.file for result in task.checks for finding in result.findings)}
    return tuple(source for source in sources if source.name in names)


def _console(stream: io.StringIO) -> Console:
    return Console(file=stream, width=WIDTH, force_terminal=False, highlight=False, markup=False, emoji=False)
