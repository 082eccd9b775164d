"""What the proof says: how far all is right, or for which calls not, why, and the smallest of them."""

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.convolution.calls import images_of, kernel_of
from checks.exercises.convolution.counterexample import smallest
from checks.exercises.convolution.diagnosis import CRASHES, Diagnosis, diagnose
from checks.exercises.convolution.form import takes_padding
from checks.exercises.convolution.proof_cases import MOST_KERNEL, MOST_PADDING, MOST_SIDE, REPEATED, UNIT
from checks.exercises.families import PROOF
from checks.model import Case, Fact, Finding, Run

NO_CAUSE = "No single cause that has a name explains every call that fails: the smallest one is shown."


def _asked(run: Run) -> list[Case]:
    return [case for case in run.cases if case.family == PROOF]


def told(run: Run) -> Finding:
    """The domain of failure, the cause and the smallest call."""
    asked = _asked(run)
    if run.facts[-1].observation.outcome not in GOES_ON:
        return _broken_off(run, asked)
    different = sum(case.title != REPEATED for case in asked)
    diagnosis = diagnose(run.task, run.policy, run.facts, different, run.landmarks.keys())
    return _told(run, diagnosis, hidden=asked[0].hidden)


def _told(run: Run, diagnosis: Diagnosis, *, hidden: bool) -> Finding:
    """The domain of failure, the cause and the smallest call; the place is the cause's, else where that call ended."""
    cause = diagnosis.cause
    shown = smallest(run, memory_shows=diagnosis.memory_shows)
    kinds = cause.landmark.split() if cause and not shown.file else []
    of_cause = next((run.landmarks[kind] for kind in kinds if kind in run.landmarks), None)
    ended = f" (line {shown.line})" if of_cause and shown.line not in (None, of_cause) else ""
    return Finding(
        check="proof",
        message=f"{diagnosis.domain}; the smallest: {shown.message}{ended}",
        reason=cause.explanation if cause else NO_CAUSE,
        hint=shown.hint if cause is None or (cause.id in CRASHES and shown.hint) else cause.hint,
        file=shown.file,
        line=of_cause or shown.line,
        hidden=hidden,
        verdict=shown.verdict,
        evidence=shown.evidence,
        misconception=cause,
    )


def _broken_off(run: Run, asked: list[Case]) -> Finding:
    """The process has ended with this call: too little is known for a diagnosis."""
    shown = smallest(run, memory_shows=False)
    return Finding(
        check="proof",
        message=f"the process ended in call {len(run.facts)} of {len(asked)}; the smallest: {shown.message}",
        hint=shown.hint,
        file=shown.file,
        line=shown.line,
        hidden=asked[0].hidden,
        verdict=shown.verdict,
        evidence=shown.evidence,
    )


def verified(run: Run) -> str:
    """How far every call is right."""
    asked = _asked(run)
    shapes = sum(_is_shape(fact) for fact in run.facts)
    if len(run.facts) == len(asked):
        return f"verified on {_extent(run, shapes)}"
    last = run.facts[-1].case
    (h, w), (kh, kw) = images_of(last).shape[1:], kernel_of(last).shape
    every = sum(case.title == UNIT for case in asked)
    return f"proved up to {h}x{w} images with {kh}x{kw} kernels, {shapes} of {every} shapes: the time for more was up"


def _is_shape(fact: Fact) -> bool:
    return fact.case.title == UNIT


def _extent(run: Run, shapes: int) -> str:
    images, kernels = f"{MOST_SIDE}x{MOST_SIDE} images", f"{MOST_KERNEL}x{MOST_KERNEL} kernels"
    larger = sum(_is_shape(fact) and _larger(fact) for fact in run.facts)
    if takes_padding(run.task):
        return (
            f"{shapes - larger} shapes up to {images}, {kernels} and padding {MOST_PADDING}, and {larger} larger ones"
        )
    return f"all {shapes - larger} shapes up to {images} and {kernels}, and on {larger} larger ones"


def _larger(fact: Fact) -> bool:
    sides: tuple[int, ...] = images_of(fact.case).shape[1:]
    return max(sides) > MOST_SIDE
