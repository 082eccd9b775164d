"""What a proof says of calls that fail: which ones, why, and the smallest of them."""

from collections.abc import Callable

from msgspec import Struct

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.families import PROOF, REPEATED
from checks.model import Case, Fact, Finding, Misconception, Run

NO_CAUSE = "No single cause that has a name explains every call that fails: the smallest one is shown."
CRASHES = ("crash", "crash_for_some")  # of these the exception's own hint says more


class Diagnosis(Struct, frozen=True):
    """For which calls the answer is wrong, in a clause, and the cause that explains them all, if there is one.

    Where it is not `whole` the cause explains some of them alone, all that are of one kind, and says of which; more is
    wrong. `memory_shows` where what lay in memory before is in a result.
    """

    domain: str
    cause: Misconception | None
    memory_shows: bool = False
    whole: bool = True


def asked(run: Run) -> list[Case]:
    """The calls of the proof."""
    return [case for case in run.cases if case.family == PROOF]


def sampled(run: Run) -> list[Fact]:
    """What is known of the calls of the sample."""
    return [fact for fact in run.facts if fact.sampled]


def reached(run: Run) -> list[Fact]:
    """What is known of the calls of the proof that were made in its time."""
    return [fact for fact in run.facts if not fact.sampled]


def time_up(run: Run, of: str) -> str:
    """That the time was up, and that a sample `of` the rest is right, where there is one."""
    found = len(sampled(run))
    return f"the time for more was up{f', and a sample of {found} {of} is right' if found else ''}"


def told(run: Run, diagnose: Callable[[int], Diagnosis], shown: Callable[[bool], Finding]) -> Finding:
    """The domain of failure, the cause and the smallest call.

    `diagnose` is given how many different calls were to be made, `shown` whether memory shows that was never written.
    """
    cases = asked(run)
    if run.facts[-1].observation.outcome not in GOES_ON:
        return _broken_off(run, cases, shown(False))
    diagnosis = diagnose(sum(case.title != REPEATED for case in cases) + len(sampled(run)))
    return _told(run, diagnosis, shown(diagnosis.memory_shows), hidden=cases[0].hidden)


def _told(run: Run, diagnosis: Diagnosis, smallest: Finding, *, hidden: bool) -> Finding:
    """The place is the cause's, else where that call ended."""
    cause = diagnosis.cause
    kinds = cause.landmark.split() if cause and not smallest.file else []
    of_cause = next((run.landmarks[kind] for kind in kinds if kind in run.landmarks), None)
    ended = f" (line {smallest.line})" if of_cause and smallest.line not in (None, of_cause) else ""
    return Finding(
        check="proof",
        message=f"{diagnosis.domain}; the smallest: {smallest.message}{ended}",
        reason=cause.explanation if cause else NO_CAUSE,
        hint=smallest.hint if cause is None or (cause.id in CRASHES and smallest.hint) else cause.hint,
        file=smallest.file,
        line=of_cause or smallest.line,
        hidden=hidden,
        verdict=smallest.verdict,
        evidence=smallest.evidence,
        misconception=cause,
        partly=not diagnosis.whole,
    )


def _broken_off(run: Run, cases: list[Case], smallest: Finding) -> Finding:
    """The process has ended with this call: too little is known for a diagnosis."""
    call = "a call of the sample" if run.facts[-1].sampled else f"call {len(run.facts)} of {len(cases)}"
    return Finding(
        check="proof",
        message=f"the process ended in {call}; the smallest: {smallest.message}",
        hint=smallest.hint,
        file=smallest.file,
        line=smallest.line,
        hidden=cases[0].hidden,
        verdict=smallest.verdict,
        evidence=smallest.evidence,
    )
