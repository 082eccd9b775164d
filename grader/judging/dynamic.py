"""What the dynamic checks say of what the trips of one task brought back."""

from collections.abc import Mapping

from checks.dynamic import dependence, values
from checks.dynamic.absent import absent
from checks.dynamic.misspelt import misspelt
from checks.dynamic.plain import plainly
from checks.exercises.variants import with_cause
from checks.model import DynamicCheck, Finding, Judged, Ran, Run, Severity, Verdict
from checks.pipeline import DYNAMIC_IDS, dynamic_checks, made
from grader.failure import NOT_YOUR_FAULT, failure
from grader.judging.failing import failed
from grader.judging.items import NOT_RUN
from grader.judging.on_demand import AnyRead
from grader.judging.prepared import Prepared
from grader.judging.trips import Outcomes
from grader.sandbox.server import SandboxError

Brought = tuple[Outcomes, str] | SandboxError
"""What the trips did and at which level, or why there were none."""


def judged(prepared: Prepared, brought: Brought, read: AnyRead) -> Ran:
    """What the checks say; a failure of the sandbox or of a check is told as the grader's own."""
    if isinstance(brought, SandboxError):
        return Ran({"loads": Judged((_trouble(brought),))}, None, right_shape=False, isolation=NOT_RUN)
    outcomes, isolation = brought
    run = run_of(prepared, outcomes, read.landmarks)
    said = _judged(run)
    return Ran(
        judged=_plainly(with_cause(run, said), read),
        cpu_seconds=round(outcomes.cpu_seconds, 3),
        right_shape=values.applies(run),
        unmoved=dependence.unmoved(run, prepared.pairs) if any(map(failed, said.values())) else (),
        isolation=isolation,
        exhibit=run.exercise.exhibit(run),
    )


def _plainly(said: Mapping[str, Judged], read: AnyRead) -> dict[str, Judged]:
    """What the checks said, with what the text says of an exception said before that; a rule before all else."""
    by = "imports" if "imports" in read.judged and not failed(said.get("loads", Judged(None))) else ""
    said = plainly(said, lambda finding: absent(finding, read.not_here), by)
    return plainly(said, lambda finding: misspelt(finding, read.meant))


def run_of(prepared: Prepared, outcomes: Outcomes, landmarks: Mapping[str, int]) -> Run:
    """What the checks look at."""
    return Run(
        task=prepared.task,
        policy=prepared.policy,
        exercise=prepared.exercise,
        cases=tuple(case for case in prepared.cases if case.id not in outcomes.unasked) + outcomes.simpler,
        loaded=outcomes.loaded,
        observations=outcomes.observations,
        expected=outcomes.answers,
        shapes=outcomes.answers.shapes,
        form=outcomes.answers.form,
        facts=outcomes.facts,
        landmarks=landmarks,
        printed=outcomes.printed,
        printed_bytes=outcomes.printed_bytes,
        known=prepared.known,
    )


def _judged(run: Run) -> dict[str, Judged]:
    """What each dynamic check that is made says; what needs one before it that fails is skipped."""
    judged: dict[str, Judged] = {}
    chosen = made(DYNAMIC_IDS, run.policy.checks, run.task)
    for check in dynamic_checks():
        if check.id in chosen and not any(need in judged and failed(judged[need]) for need in check.needs):
            judged[check.id] = _judge(check, run)
    return judged


def _judge(check: DynamicCheck, run: Run) -> Judged:
    try:
        if not check.applies(run):
            return Judged(None)
        findings = tuple(check.judge(run))
        wrong = any(finding.severity is Severity.ERROR for finding in findings)
        return Judged(findings, check.credit(run, findings) if check.credit and wrong else 0.0)
    except Exception as error:  # the check's own failure, which must not be taken for the student's
        return Judged((failure(check.id, error),))


def _trouble(error: SandboxError) -> Finding:
    return Finding(
        check="loads",
        message=f"the grader could not run the file: {error}",
        hint=NOT_YOUR_FAULT,
        verdict=Verdict.INTERNAL_ERROR,
    )
