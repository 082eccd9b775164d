"""Gating, verdict and score: findings in, a Grade out."""

from collections.abc import Mapping, Sequence

import msgspec

from checks.exercises import in_words_of
from checks.model import (
    Check,
    CheckResult,
    Finding,
    Grade,
    Judged,
    Ran,
    Read,
    Score,
    Severity,
    Source,
    Status,
    Submission,
    TaskFiles,
    TaskGrade,
    Verdict,
    total,
)
from checks.model.assignment import Assignment, Scoring, Task
from checks.model.words import VERDICTS
from checks.pipeline import CHECK_IDS, made, submission_checks, task_checks
from grader.judging.failing import failed
from grader.judging.items import NOT_RUN, Judgement
from grader.judging.missing import explained
from grader.judging.points import scoring_of
from grader.judging.telling import as_told

Findings = tuple[Finding, ...]
OWN_VERDICTS = {check.id: check.verdict for check in task_checks()}
SHARED_AFTER_VIOLATION = ("shapes", "proof", "values")
STUB = "Points are earned once the file loads and one result has the right shape."
UNMOVED = "Points are earned once the result changes with the values of {}: it is the same, whatever they are."
VIOLATION = (
    "A rule violation leaves {:.0%} of the points for `loops` and {:.0%} of those for `shapes`, `proof` and `values`."
)
NOT_ACCEPTED = "Every point is earned, but a check that gives no points fails: the task is not accepted."


SKIPPED = Judged(None)


def grade_task(
    task: Task,
    assignment: Assignment,
    files: TaskFiles,
    read: Read,
    ran: Ran | None,
) -> TaskGrade:
    """Fold what was said of the work on one task; `ran` is None where there is no file to run."""
    said = {**read.judged, **(ran.judged if ran else {})}
    judged: dict[str, Judged] = {}
    chosen = made(CHECK_IDS, assignment.policy.checks, task)
    checks = [check for check in task_checks() if check.id in chosen]
    for check in checks:
        needed = [judged[need] for need in check.needs if need in chosen]
        holds = all(need.findings is not None and not failed(need) for need in needed)
        judged[check.id] = said.get(check.id, SKIPPED) if holds else SKIPPED
    scoring = scoring_of(task, assignment)
    factors, note = _factors(scoring, judged, ran)
    verdict = _verdict(scoring, judged)
    results = as_told(
        (_result(task, check, judged[check.id], scoring, factors) for check in checks),
        decides=lambda finding: _asked(finding, scoring) is verdict,
    )
    score = total(Score(result.points, result.possible) for result in results)
    if verdict is not Verdict.ACCEPTED and score.earned == score.possible:
        note = NOT_ACCEPTED
    return TaskGrade(
        task=task.called,
        verdict=verdict,
        score=score,
        source=files.file if isinstance(files.file, Source) else None,
        cpu_seconds=ran.cpu_seconds if ran else None,
        checks=results,
        note=note,
        exhibit=ran.exhibit if ran else None,
    )


def graded(
    submission: Submission, assignment: Assignment, judged: Sequence[tuple[Task, TaskFiles, Judgement]]
) -> Grade:
    """The grade of a submission, from what was said of the work on each task."""
    tasks = tuple(grade_task(task, assignment, files, said.read, said.ran) for task, files, said in judged)
    levels = (said.ran.isolation for _, _, said in judged if said.ran)
    return grade_submission(submission, assignment, tasks, next((each for each in levels if each != NOT_RUN), NOT_RUN))


def grade_submission(
    submission: Submission, assignment: Assignment, judged: tuple[TaskGrade, ...], isolation: str
) -> Grade:
    """The grade of the whole folder; why a task's file is missing is told where the intake knows it."""
    count = {task.id for task in assignment.counting}
    tasks = explained((task for task in judged if task.task.id in count), submission, assignment)
    checks = tuple(
        CheckResult(check.id, _status(findings), 0.0, 0.0, findings)
        for check in submission_checks()
        for findings in (with_reasons(tuple(check.inspect(submission)), check.reason),)
    )
    return Grade(
        assignment=assignment.name,
        submission=submission.name,
        isolation=isolation,
        tasks=tasks,
        checks=checks,
        score=total(task.score for task in tasks),
        passed=all(task.verdict is Verdict.ACCEPTED for task in tasks),
        optional=tuple(task for task in judged if task.task.id not in count),
    )


def _status(findings: Findings | None) -> Status:
    if findings is None:
        return Status.SKIPPED
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Status.FAILED
    return Status.WARNED if Severity.WARNING in severities else Status.PASSED


def _verdict(scoring: Scoring, judged: Mapping[str, Judged]) -> Verdict:
    """The first verdict that applies; an internal error counts wherever it happened."""
    verdicts = {
        _asked(finding, scoring) for check in task_checks() for finding in judged.get(check.id, SKIPPED).findings or ()
    }
    return min({Verdict.ACCEPTED, *verdicts}, key=VERDICTS.index)


def _asked(finding: Finding, scoring: Scoring) -> Verdict:
    """The verdict that a finding asks for; one that decides nothing asks for `accepted`."""
    verdict = finding.verdict or OWN_VERDICTS[finding.check]
    counts = finding.severity is Severity.ERROR and finding.check in scoring.required
    return verdict if counts or verdict is Verdict.INTERNAL_ERROR else Verdict.ACCEPTED


def _factors(scoring: Scoring, judged: Mapping[str, Judged], ran: Ran | None) -> tuple[dict[str, float], str]:
    """What the policy leaves of each check's points, by check id, and why."""
    if scoring.require_right_shape and (nothing := _nothing_done(judged, ran)):
        return {check.id: 0.0 for check in task_checks()}, nothing
    factors = {check.id: 1.0 for check in task_checks()}
    if not any(
        failed(judged.get(check.id, SKIPPED)) for check in task_checks() if check.verdict is Verdict.RULE_VIOLATION
    ):
        return factors, ""
    factors["loops"] = scoring.rule_violation_loops_share
    for check_id in SHARED_AFTER_VIOLATION:
        factors[check_id] = scoring.rule_violation_share
    return factors, VIOLATION.format(scoring.rule_violation_loops_share, scoring.rule_violation_share)


def _nothing_done(judged: Mapping[str, Judged], ran: Ran | None) -> str:
    """Why a file has worked nothing out, "" where it has."""
    if ran is None or not ran.right_shape or failed(judged["loads"]):
        return STUB
    return UNMOVED.format(" and of ".join(f"`{name}`" for name in ran.unmoved)) if ran.unmoved else ""


def with_reasons(findings: Findings, reason: str) -> Findings:
    """The findings with the check's own reason where they give none."""
    return tuple(finding if finding.reason else msgspec.structs.replace(finding, reason=reason) for finding in findings)


def _result(task: Task, check: Check, judged: Judged, scoring: Scoring, factors: Mapping[str, float]) -> CheckResult:
    possible = scoring.points.get(check.id, 0.0)
    share = 0.0 if judged.findings is None else judged.credit if failed(judged) else 1.0
    return CheckResult(
        id=check.id,
        status=_status(judged.findings),
        points=round(possible * share * factors[check.id], 2),
        possible=possible,
        findings=_in_words(task, with_reasons(judged.findings or (), check.reason)),
    )


def _in_words(task: Task, findings: Findings) -> Findings:
    """The findings with what is said of any function said in the words of the exercise."""
    return tuple(
        msgspec.structs.replace(
            finding,
            message=in_words_of(task, finding.message),
            reason=in_words_of(task, finding.reason),
            hint=in_words_of(task, finding.hint),
        )
        for finding in findings
    )
