"""`grades.csv`: everything about everybody, for people and spreadsheets."""

from collections.abc import Sequence

from checks.model import Grade, Severity, Status, TaskGrade, Verdict
from checks.model.assignment import Assignment, Task
from checks.printable import one_line
from grader.batch.journal import Record
from grader.final_score import FinalScore
from grader.report.changes import instructed
from grader.results.csv_file import Cell
from grader.results.mistakes import mistakes
from grader.roster.enrolment import NOTHING, Enrolled

NAME, INTAKE = "grades.csv", "intake"
UNCOUNTED = "uncounted"  # in the place of "task" in the columns of one that does not count
MOST_NOTES, LONGEST_NOTE = 3, 120  # characters
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
    "mistakes", "failed_checks", "notes", "submitted", "late", "layout", "origin", "commit", "graded_at",
    "report", "feedback",
)  # fmt: skip


def head(assignment: Assignment) -> list[Sequence[Cell]]:
    """The names of the columns; each task has two, those that count first."""
    columns = [
        f"{'task' if assignment.counts(task) else UNCOUNTED}_{task.id}_{what}"
        for task in _tasks(assignment)
        for what in ("points", "verdict")
    ]
    return [(*BEFORE, *columns, *AFTER)]


def row(
    record: Record,
    final: FinalScore,
    assignment: Assignment,
    report: str,
    feedback: str,
    enrolled: Enrolled | None = None,
) -> Sequence[Cell]:
    """One student; `report` and `feedback` are the files that were written, `enrolled` is what a roster says. What is
    not known is empty.
    """
    entry, grade, late = record.entry, record.grade, final.late
    graded = {task.task.id: task for task in grade.judged}
    tasks: list[Cell] = []
    for task in _tasks(assignment):
        found = graded.get(task.id)
        tasks += (final.tasks[task.id], str(found.verdict)) if found else (None, None)
    return (
        *(entry.student, enrolled, final.score.earned, final.score.possible, grade.score.earned),
        *(late.days if late else None, late.free_days_used if late else None, late.points if late else None),
        "; ".join(instructed(grade, final)),
        *tasks,
        "; ".join(map(str, mistakes(grade))),
        "; ".join(failed(grade)),
        "; ".join(_first(notes(record))),
        entry.submitted.isoformat() if entry.submitted else None,
        "yes" if late or entry.late else None,
        *(entry.layout, entry.origin, entry.commit),
        record.graded.isoformat(timespec="seconds"),
        *(report, feedback),
    )


def _tasks(assignment: Assignment) -> tuple[Task, ...]:
    """All of them, those that count first: whatever is asked and handed in, each has its columns."""
    return (*assignment.counting, *(task for task in assignment.tasks if not assignment.counts(task)))


def notes(record: Record) -> list[str]:
    """What there is to say of how the files were taken in, the worst first, each once."""
    if record.absent:
        return [NOTHING]
    found = [finding for result in record.grade.checks if result.id == INTAKE for finding in result.findings]
    worst = sorted(found, key=lambda finding: tuple(Severity).index(finding.severity))
    return list(dict.fromkeys(one_line(finding.message, LONGEST_NOTE) for finding in worst))


def _first(said: Sequence[str]) -> list[str]:
    more = len(said) - MOST_NOTES
    return [*said[:MOST_NOTES], *([f"and {more} more"] if more > 0 else [])]


def failed(grade: Grade) -> list[str]:
    """The checks that do not hold for a task that was handed in, each once."""
    return list(dict.fromkeys(check for task in grade.tasks for check in failed_checks(task)))


def failed_checks(task: TaskGrade) -> list[str]:
    """The checks of one task that do not hold; of one that was not handed in nothing is said."""
    if task.verdict is Verdict.MISSING:
        return []
    return [result.id for result in task.checks if result.status is Status.FAILED]
