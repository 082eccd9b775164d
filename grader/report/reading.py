"""What every report says in the same words. In which order, the Grade itself says."""

from collections.abc import Iterator

from checks.exercises.repair.words import told_of
from checks.model import CheckResult, Finding, Grade, Score, Severity, Status, TaskGrade, Verdict
from checks.pipeline import OF_FORM
from checks.printable import printable
from checks.written import counted
from grader.intake.entries import RENAMED
from grader.report.fix_first import explained, restates, with_line

MOST_FINDINGS = 5  # of one check, unless everything is asked for


def advice(finding: Finding) -> Iterator[tuple[str, str]]:
    """What is said beside the message, each with its label."""
    if finding.misconception:
        concept = finding.misconception.concept
        yield "cause", f"{finding.misconception.name} ({concept})" if concept else finding.misconception.name
    yield from (("fix", with_line(part)) for part in finding.parts)
    if finding.severity is Severity.ERROR and finding.reason:
        yield "why", finding.reason
    if finding.hint and not restates(finding):
        yield "try", finding.hint


def title(finding: Finding) -> str:
    """What a finding says in one clause: the cause, where it has a name, or the first part that is wrong."""
    if finding.misconception:
        return finding.misconception.name
    return told_of(finding.parts[0]) if finding.parts else finding.message.partition("; ")[0]


def place(finding: Finding) -> str:
    """Where it is, to stand in front of the message; "" where it has no place."""
    if finding.line is None:
        return ""
    return f"{printable(finding.file)} line {finding.line}: ".lstrip()


def points(score: Score) -> str:
    """Points earned of points possible."""
    return f"{score.earned:g} / {score.possible:g}"


def accepted(grade: Grade) -> str:
    """How many tasks are right."""
    right = sum(task.verdict is Verdict.ACCEPTED for task in grade.tasks)
    return f"{right} of {counted(len(grade.tasks), 'task')} accepted"


def beside(grade: Grade, score: Score | None = None) -> str:
    """What is said of the tasks that do not count, "" where none was handed in; without a score it is the grader's."""
    return f"optional: {points(score or grade.optional_score)}, not counted" if grade.optional else ""


def summed(grade: Grade, score: Score | None = None, optional: Score | None = None) -> str:
    """The points in all, those that do not count, and how many tasks are right; without scores the grader's."""
    said = beside(grade, optional)
    return f"{points(score or grade.score)}{f'; {said};' if said else ' points,'} {accepted(grade)}"


def name(grade: Grade, task: TaskGrade) -> str:
    """What a task is called in a line of its own: by its id, and whether it is optional."""
    return f"{'optional task' if task in grade.optional else 'task'} {task.task.id}"


def shows_arrays(finding: Finding, task: TaskGrade | None) -> bool:
    """Whether its call is to be shown: where there is one that can be worked out by hand, a larger one says no more."""
    found = (finding for result in task.checks for finding in result.findings) if task else iter(())
    smallest = next((finding for finding in found if finding.evidence.snippet), None)
    return smallest is None or finding is smallest


def tells_when(finding: Finding, task: TaskGrade | None) -> bool:
    """Whether the kinds of calls that fail are to be listed: where neither a cause nor a small call says more."""
    found = (finding for result in task.checks for finding in result.findings) if task else iter(())
    return not explained(finding) and not any(explained(other) or other.evidence.snippet for other in found)


def idle(finding: Finding) -> bool:
    """Whether it asks for nothing: how a file that costs nothing is stored, what a platform made of its name."""
    of_name = finding.check == "intake" and finding.message.startswith(RENAMED)
    return finding.severity is Severity.NOTE and (finding.check in OF_FORM or of_name)


def unpaid(result: CheckResult) -> bool:
    """Whether a check holds and yet earns nothing, which the note of its task explains."""
    return result.status is Status.PASSED and result.possible > 0 and result.points == 0


def lost(task: TaskGrade) -> str:
    """The points that each check did not earn; "" where none is missing, or all are and a note says why."""
    if task.note and not task.score.earned:
        return ""
    missing = [(each, round(each.possible - each.points, 2)) for each in task.checks if each.points < each.possible]
    return ", ".join(
        f"{each.id} {points:g}{' (not judged)' if each.status is Status.SKIPPED else ''}" for each, points in missing
    )


def broken(task: TaskGrade) -> bool:
    """Whether the grader failed in this task."""
    return task.verdict is Verdict.INTERNAL_ERROR
