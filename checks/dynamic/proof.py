'''Every pixel goes through the right tap, on every small shape.

What: A convolution is linear in the images and in the kernel, so a single call
can tell all of it for one shape: the images have one pixel of 1 each, and the
kernel's values are powers of 4, so that each returned value says which tap lay
on which pixel. That is done for every height and width up to 6 with every
kernel up to 5x5, for paddings up to 3 (of all the pairs of height and width a
part that meets every relation of padding, kernel and image), and for some
larger and very oblong shapes. Sums and multiples of random images and kernels,
and calls with one, two and three images, are asked beside them: the proof is
exhaustive over shapes and randomised over values. Float32 work is right here,
too; where its rounding could hide a tap, few taps are asked at a time. Points are given in
proportion to the calls that are right.

Where calls fail, the report says first for which shapes, then names the cause
if one explains all of them, and shows the smallest call that fails: with small
numbers to be worked out by hand, and as a program to run on your machine.

A proof has 2 s of CPU time. A slow function is proved as far as that goes, and
loses nothing by it.

Why: A few examples cannot tell a function that is right from one that is right
for them. Most wrong solutions are right for the handout's 3x3 kernel.

Bad::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Right for every square kernel, and for no other"""
        m, h, w = images.shape
        kh = kw = kernel.shape[0]
        convolved = np.zeros((m, h - kh + 1, w - kw + 1))
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                window = images[:, i:i + kh, j:j + kw]
                convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
        return convolved

Good::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Takes each side of the kernel for its own axis"""
        m, h, w = images.shape
        kh, kw = kernel.shape
        convolved = np.zeros((m, h - kh + 1, w - kw + 1))
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                window = images[:, i:i + kh, j:j + kw]
                convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
        return convolved
'''

from collections.abc import Iterator

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.convolution.counterexample import smallest
from checks.exercises.convolution.diagnosis import CRASHES, Diagnosis, diagnose
from checks.exercises.convolution.families import PROOF
from checks.exercises.convolution.proof_cases import MOST_KERNEL, MOST_PADDING, MOST_SIDE, REPEATED, UNIT, proof_job
from checks.model import Case, DynamicCheck, Fact, Finding, Run, Severity, Verdict

NO_CAUSE = "No single cause that has a name explains every call that fails: the smallest one is shown."


def applies(run: Run) -> bool:
    """Whether any call of the proof was made."""
    return bool(run.facts)


def judge(run: Run) -> Iterator[Finding]:
    """One error that tells the domain of failure, the cause and the smallest call; or how far it is proved."""
    asked = [case for case in run.cases if case.family == PROOF]
    if all(fact.right for fact in run.facts):
        yield Finding(check="proof", severity=Severity.NOTE, message=_verified(run, asked))
        return
    if run.facts[-1].observation.outcome not in GOES_ON:
        yield _broken_off(run, asked)
        return
    different = sum(case.title != REPEATED for case in asked)
    diagnosis = diagnose(run.task, run.policy, run.facts, different, run.landmarks.keys())
    yield _told(run, diagnosis, hidden=asked[0].hidden)


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


def credit(run: Run, _findings: tuple[Finding, ...]) -> float:
    """The share of the calls that are right."""
    asked = sum(case.family == PROOF for case in run.cases)
    return min(sum(fact.right for fact in run.facts) / asked, 0.99)


def _verified(run: Run, asked: list[Case]) -> str:
    shapes = sum(_is_shape(fact) for fact in run.facts)
    if len(run.facts) == len(asked):
        return f"verified on {_extent(run, shapes)}"
    last = run.facts[-1].case
    (h, w), (kh, kw) = last.images.shape[1:], last.kernel.shape
    every = sum(case.title == UNIT for case in asked)
    return f"proved up to {h}x{w} images with {kh}x{kw} kernels, {shapes} of {every} shapes: the time for more was up"


def _is_shape(fact: Fact) -> bool:
    return fact.case.title == UNIT


def _extent(run: Run, shapes: int) -> str:
    images, kernels = f"{MOST_SIDE}x{MOST_SIDE} images", f"{MOST_KERNEL}x{MOST_KERNEL} kernels"
    larger = sum(_is_shape(fact) and _larger(fact) for fact in run.facts)
    if run.task.convolution == "padding":
        return (
            f"{shapes - larger} shapes up to {images}, {kernels} and padding {MOST_PADDING}, and {larger} larger ones"
        )
    return f"all {shapes - larger} shapes up to {images} and {kernels}, and on {larger} larger ones"


def _larger(fact: Fact) -> bool:
    sides: tuple[int, ...] = fact.case.images.shape[1:]
    return max(sides) > MOST_SIDE


CHECK = DynamicCheck(
    id="proof",
    summary="Every pixel goes through the right tap, on every small shape.",
    reason="A few examples cannot tell a function that is right from one that is right for them.",
    needs=("loads", "signature"),
    verdict=Verdict.WRONG_ANSWER,
    jobs=(proof_job,),
    applies=applies,
    judge=judge,
    credit=credit,
)
