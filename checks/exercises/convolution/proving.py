"""What the proof says: how far all is right, or for which calls not, why, and the smallest of them."""

from collections.abc import Collection

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.convolution.calls import images_of, kernel_of
from checks.exercises.convolution.counterexample import shown
from checks.exercises.convolution.diagnosis import CRASHES, Diagnosis, diagnose
from checks.exercises.convolution.form import is_plain, takes_padding, takes_stride
from checks.exercises.convolution.proof_cases import UNIT, shape_of
from checks.exercises.convolution.proof_shapes import MOST_KERNEL, MOST_PADDING, MOST_SIDE, MOST_STRIDE, Shape
from checks.exercises.families import PROOF, REPEATED
from checks.model import Case, Finding, Run
from checks.model.assignment import Task

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
    shapes = {shape_of(run.task, fact.case) for fact in run.facts if fact.case.title == UNIT}
    if len(run.facts) == len(asked):
        return f"verified on {_extent(run.task, shapes)}"
    last = run.facts[-1].case
    (h, w), (kh, kw) = images_of(last).shape[1:3], kernel_of(last).shape[:2]
    every = len({shape_of(run.task, case) for case in asked if case.title == UNIT})
    return (
        f"proved up to {h}x{w} images with {kh}x{kw} kernels, {len(shapes)} of {every} shapes: the time for more was up"
    )


def _extent(task: Task, shapes: Collection[Shape]) -> str:
    images, kernels = f"{MOST_SIDE}x{MOST_SIDE} images", f"{MOST_KERNEL}x{MOST_KERNEL} kernels"
    larger = sum(max(shape.h, shape.w) > MOST_SIDE for shape in shapes)
    small = len(shapes) - larger
    if is_plain(task) and not takes_padding(task):
        return f"all {small} shapes up to {images} and {kernels}, and on {larger} larger ones"
    limits = [
        f"{images}, {kernels}",
        *([f"padding {MOST_PADDING}"] if takes_padding(task) else []),
        *([f"stride {MOST_STRIDE}"] if takes_stride(task) else []),
    ]
    return f"{small} shapes up to {' and '.join([', '.join(limits[:-1]), limits[-1]])}, and {larger} larger ones"
