"""What every report says in the same words. In which order, the Grade itself says."""

from collections.abc import Iterator

from checks.model import Finding, Grade, Score, Severity, TaskGrade, Verdict
from checks.printable import printable
from checks.written import counted

MOST_FINDINGS = 5  # of one check, unless everything is asked for


def advice(finding: Finding) -> Iterator[tuple[str, str]]:
    """What is said beside the message, each with its label."""
    if finding.misconception:
        yield "cause", f"{finding.misconception.name} ({finding.misconception.concept})"
    if finding.severity is Severity.ERROR and finding.reason:
        yield "why", finding.reason
    if finding.hint:
        yield "try", finding.hint


def title(finding: Finding) -> str:
    """What a finding says in one clause: the cause, where it has a name."""
    return finding.misconception.name if finding.misconception else finding.message.partition("; ")[0]


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


def shows_arrays(finding: Finding, task: TaskGrade | None) -> bool:
    """Whether its call is to be shown: where there is one that can be worked out by hand, a larger one says no more."""
    found = (finding for result in task.checks for finding in result.findings) if task else iter(())
    smallest = next((finding for finding in found if finding.evidence.snippet), None)
    return smallest is None or finding is smallest


def broken(task: TaskGrade) -> bool:
    """Whether the grader failed in this task."""
    return task.verdict is Verdict.INTERNAL_ERROR
