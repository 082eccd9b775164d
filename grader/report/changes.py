"""What came between the grader's points and those that count, in words."""

from collections.abc import Iterator

from checks.assignment import LATE
from checks.model import Grade
from checks.printable import one_line, printable
from checks.written import apart
from grader.standing import Lateness, Override, Standing


def changes(grade: Grade, standing: Standing) -> Iterator[str]:
    """Yield a line for each task whose points the instructor set, and one for being late."""
    graded = {task.task.id: task.score.earned for task in grade.tasks}
    said = {override.task: override for override in standing.overrides}
    for task, override in said.items():
        if task in graded:
            now, before = apart(override.points, graded[task])
            yield f"task {printable(task)}: {now} points instead of {before}, {_set(override)}"
    if standing.late:
        yield f"{_late(standing.late)}{_taken(standing.late, said.get(LATE))}"


def _late(late: Lateness) -> str:
    dates = [f"{word} {date}" for word, date in (("handed in", late.submitted), ("due", late.deadline)) if date]
    days = "1 day" if late.days == 1 else f"{late.days} days"
    return f"{days} late" + (f" ({', '.join(dates)})" if dates else "")


def _taken(late: Lateness, override: Override | None) -> str:
    if override:
        return f": {late.points:g} points taken, {_set(override)}"
    return f": {late.percent:g} % of the points earned, {late.points:g} points taken" if late.percent else ""


def _set(override: Override) -> str:
    return "set by the instructor" + (f": {one_line(override.reason)}" if override.reason else "")
