"""`grades.csv`: everything about everybody, for people and spreadsheets."""

from collections.abc import Sequence

from checks.assignment import Assignment
from checks.model import Grade, Status, TaskGrade, Verdict
from grader.report.changes import instructed
from grader.results.sheet import Cell
from grader.roster.enrolment import Enrolled
from grader.standing import Standing
from grader.store import Record

NAME = "grades.csv"
BEFORE = (
    "student",
    "roster",
    "total",
    "possible",
    "graded",
    "days_late",
    "free_days_used",
    "late_penalty",
    "instructor",
)
AFTER = (
    "misconceptions", "failed_checks", "submitted", "late", "layout", "origin", "commit", "graded_at",
    "report", "feedback",
)  # fmt: skip


def head(assignment: Assignment) -> list[Sequence[Cell]]:
    """The names of the columns; each task has two."""
    tasks = [f"task_{task.id}_{what}" for task in assignment.tasks for what in ("points", "verdict")]
    return [(*BEFORE, *tasks, *AFTER)]


def row(
    record: Record,
    standing: Standing,
    assignment: Assignment,
    report: str,
    feedback: str,
    enrolled: Enrolled | None = None,
) -> Sequence[Cell]:
    """One student; `report` and `feedback` are the files that were written, `enrolled` is what a roster says. What is
    not known is empty.
    """
    entry, grade, late = record.entry, record.grade, standing.late
    graded = {task.task.id: task for task in grade.tasks}
    tasks: list[Cell] = []
    for task in assignment.tasks:
        found = graded.get(task.id)
        tasks += (standing.tasks[task.id], str(found.verdict)) if found else (None, None)
    return (
        *(entry.student, enrolled, standing.score.earned, standing.score.possible, grade.score.earned),
        *(late.days if late else None, late.free_days_used if late else None, late.points if late else None),
        "; ".join(instructed(grade, standing)),
        *tasks,
        "; ".join(misconceptions(grade)),
        "; ".join(failed(grade)),
        entry.submitted.isoformat() if entry.submitted else None,
        "yes" if late or entry.late else None,
        *(entry.layout, entry.origin, entry.commit),
        record.graded.isoformat(timespec="seconds"),
        *(report, feedback),
    )


def misconceptions(grade: Grade) -> list[str]:
    """The names of the causes that were found, each once."""
    found = (finding for task in grade.tasks for result in task.checks for finding in result.findings)
    return list(dict.fromkeys(finding.misconception.name for finding in found if finding.misconception))


def failed(grade: Grade) -> list[str]:
    """The checks that do not hold for a task that was handed in, each once."""
    return list(dict.fromkeys(check for task in grade.tasks for check in failed_checks(task)))


def failed_checks(task: TaskGrade) -> list[str]:
    """The checks of one task that do not hold; of one that was not handed in nothing is said."""
    if task.verdict is Verdict.MISSING:
        return []
    return [result.id for result in task.checks if result.status is Status.FAILED]
