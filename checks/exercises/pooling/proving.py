"""What the proof says: how far all is right, or for which calls not, why, and the smallest of them."""

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.families import PROOF, REPEATED
from checks.exercises.pooling.calls import images_of, kernel_shape_of, stride_of
from checks.exercises.pooling.counterexample import shown
from checks.exercises.pooling.diagnosis import CRASHES, Diagnosis, diagnose
from checks.exercises.pooling.proof_cases import EACH, MOST_SIDE, MOST_STRIDE
from checks.model import Case, Finding, Run

NO_CAUSE = "No single cause that has a name explains every call that fails: the smallest one is shown."


def _asked(run: Run) -> list[Case]:
    return [case for case in run.cases if case.family == PROOF]


def told(run: Run) -> Finding:
    """The domain of failure, the cause and the smallest call."""
    asked = _asked(run)
    if run.facts[-1].observation.outcome not in GOES_ON:
        return _broken_off(run, asked)
    different = sum(case.title != REPEATED for case in asked)
    return _told(run, diagnose(run.facts, different, run.landmarks.keys()), hidden=asked[0].hidden)


def _told(run: Run, diagnosis: Diagnosis, *, hidden: bool) -> Finding:
    """The domain of failure, the cause and the smallest call; the place is the cause's, else where that call ended."""
    cause = diagnosis.cause
    smallest = shown(run, memory_shows=diagnosis.memory_shows)
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
    )


def _broken_off(run: Run, asked: list[Case]) -> Finding:
    """The process has ended with this call: too little is known for a diagnosis."""
    smallest = shown(run, memory_shows=False)
    return Finding(
        check="proof",
        message=f"the process ended in call {len(run.facts)} of {len(asked)}; the smallest: {smallest.message}",
        hint=smallest.hint,
        file=smallest.file,
        line=smallest.line,
        hidden=asked[0].hidden,
        verdict=smallest.verdict,
        evidence=smallest.evidence,
    )


def verified(run: Run) -> str:
    """How far every call is right."""
    asked = _asked(run)
    shapes = {_shape(fact.case) for fact in run.facts if fact.case.title == EACH}
    if len(run.facts) == len(asked):
        larger = sum(max(shape[:2]) > MOST_SIDE for shape in shapes)
        return (
            f"verified on {len(shapes) - larger} shapes up to {MOST_SIDE}x{MOST_SIDE} images and strides of "
            f"{MOST_STRIDE}, and {larger} larger ones, each with max and avg"
        )
    every = {_shape(case) for case in asked if case.title == EACH}
    (h, w), (kh, kw) = images_of(run.facts[-1].case).shape[1:3], kernel_shape_of(run.facts[-1].case)
    return (
        f"proved up to {h}x{w} images with {kh}x{kw} windows, {len(shapes)} of {len(every)} shapes: the time for more "
        "was up"
    )


def _shape(case: Case) -> tuple[int, ...]:
    return (*images_of(case).shape[1:3], *kernel_shape_of(case), *stride_of(case))
