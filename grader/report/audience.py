"""What a student may see: of hidden cases, that one did not pass, and nothing else, not even how many there are."""

import msgspec

from checks.exercises import in_words_of
from checks.model import CheckResult, Evidence, Finding, Grade, Severity, TaskGrade
from checks.model.assignment import TaskName

HIDDEN = "a call that is not shown did not pass"
HIDDEN_HINT = "Try other shapes and other values."


def for_student(grade: Grade) -> Grade:
    """The grade with every hidden finding reduced to its existence, and without the names of hidden families."""
    return grade.changed(_task)


def _task(task: TaskGrade) -> TaskGrade:
    return msgspec.structs.replace(task, checks=tuple(_result(task.task, result) for result in task.checks))


def _result(task: TaskName, result: CheckResult) -> CheckResult:
    told = (reduced(task, finding) for finding in result.findings if not _praises(finding))
    findings: list[Finding] = []
    for finding in told:
        if not finding.hidden or finding not in findings:
            findings.append(finding)
    return msgspec.structs.replace(result, findings=tuple(findings))


def _praises(finding: Finding) -> bool:
    """Whether it says of hidden cases how right they are."""
    return finding.hidden and finding.severity is Severity.NOTE


def reduced(task: TaskName, finding: Finding) -> Finding:
    """The finding as a student may see it."""
    if not finding.hidden:
        return msgspec.structs.replace(finding, evidence=_evidence(finding.evidence))
    return Finding(
        check=finding.check,
        message=HIDDEN,
        severity=finding.severity,
        hint=in_words_of(task, HIDDEN_HINT),
        verdict=finding.verdict,
        hidden=True,
    )


def _evidence(evidence: Evidence) -> Evidence:
    hidden = evidence.hidden
    right, wrong = (tuple(name for name in names if name not in hidden) for names in (evidence.right, evidence.wrong))
    return msgspec.structs.replace(evidence, right=right, wrong=wrong, hidden=())
