"""What an instructor said, and what came between the grader's points and those that count, in words."""

from collections.abc import Iterator

import msgspec

from checks.model import Grade
from checks.model.assignment import LATE
from checks.printable import one_line, printable
from checks.written import apart, counted
from grader.final_score import Extension, FinalScore, Lateness, Override
from grader.report.reading import name

LONGEST = 1000  # characters of what an instructor wrote


def changes(grade: Grade, final: FinalScore) -> Iterator[str]:
    """Yield a line for each task whose points the instructor set, for a deadline of the student's own, for being late,
    and for each comment.
    """
    graded = {task.task.id: task for task in grade.judged}
    overrides = {override.task: override for override in final.word.overrides}
    for task, override in overrides.items():
        if task in graded:
            now, before = apart(override.points, graded[task].score.earned)
            whose = printable(name(grade, graded[task]))
            yield f"{whose}: {counted(now, 'point')} instead of {before}, {_set(override.reason)}"
    if final.word.extension:
        yield _extended(final.word.extension)
    if final.late:
        yield f"{_late(final.late)}{_taken(final.late, overrides.get(LATE))}"
    for comment in final.word.comments:
        of = f" on task {printable(comment.task)}" if comment.task else ""
        yield f"the instructor's comment{of}: {one_line(comment.text, LONGEST)}"


def instructed(grade: Grade, final: FinalScore) -> Iterator[str]:
    """Yield the lines of what the instructor said alone: being late is among them where that decided what it takes."""
    word = final.word
    decided = word.free_days is not None or any(override.task == LATE for override in word.overrides)
    yield from changes(grade, final if decided else msgspec.structs.replace(final, late=None))


def _extended(extension: Extension) -> str:
    return f"due {extension.deadline}, {_set(extension.reason)}"


def _late(late: Lateness) -> str:
    dates = [f"{word} {date}" for word, date in (("handed in", late.submitted), ("due", late.deadline)) if date]
    return f"{counted(late.days, 'day')} late" + (f" ({', '.join(dates)})" if dates else "")


def _taken(late: Lateness, override: Override | None) -> str:
    taken = counted(f"{late.points:g}", "point")
    if override:
        return f": {taken} taken, {_set(override.reason)}"
    parts = [f"free days used: {late.free_days_used} of {late.free_days}"] if late.free_days_used else []
    parts += [f"{late.percent:g} % of the points earned, {taken} taken"] if late.percent else []
    return f": {', '.join(parts)}" if parts else ""


def _set(reason: str) -> str:
    return "set by the instructor" + (f": {one_line(reason, LONGEST)}" if reason else "")
