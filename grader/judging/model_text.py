"""Whether a model solution keeps the rules that it is to judge others by: its text is read as a submission's is."""

from checks.model import Finding, Read, Severity, Verdict
from checks.model.assignment import Assignment, Task
from grader.judging.points import scoring_of
from grader.judging.static import StaticWorker
from grader.judging.task_files import model_files

KEYS = {"signature": "arguments", "loops": "loops"}
"""The keys of a task that say what these checks ask."""


def contradiction(task: Task, assignment: Assignment) -> str:
    """What the text of a model solution has against the assignment, with the key that says otherwise; "" for nothing.

    A name or a default of an argument that students are not told is one, too.
    """
    with StaticWorker() as worker:
        worker.ask(task, assignment, model_files(task, assignment))
        read = worker.result()
    return next((_said(finding, task, assignment) for finding in _against(read, task, assignment)), "")


def _against(read: Read, task: Task, assignment: Assignment) -> list[Finding]:
    required = scoring_of(task, assignment).required
    return [
        finding
        for check, judged in read.judged.items()
        for finding in judged.findings or ()
        if (check == "signature" and finding.severity is not Severity.NOTE)
        or (check in required and finding.severity is Severity.ERROR)
    ]


def _said(finding: Finding, task: Task, assignment: Assignment) -> str:
    place = f"tasks[{assignment.tasks.index(task)}]"
    key = f"{place}.{KEYS[finding.check]}" if finding.check in KEYS else finding.check
    line = f"line {finding.line}: " if finding.line else ""
    if finding.verdict is Verdict.INTERNAL_ERROR:  # it has done nothing wrong
        return f"cannot be judged: {finding.message}"
    return f"does not keep to {key}: {line}{finding.message}"
