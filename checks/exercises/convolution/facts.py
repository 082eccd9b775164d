"""What the proof's calls did, each beside the right answers: the facts that a diagnosis stands on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import sqrt

import msgspec
import numpy as np

from checks.dynamic.compare import Match, match
from checks.dynamic.tolerance import off_by
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import geometry, images_of, instead, kernel_of
from checks.exercises.convolution.conventions import OF_SAME, accepted, most_followed
from checks.exercises.convolution.families import FEW_TAPS
from checks.exercises.convolution.form import conventions, is_plain
from checks.exercises.convolution.operator import SINGLE_TAPS, answer, few_taps, is_unit
from checks.exercises.convolution.proof_cases import UNIT
from checks.model import Answer, Array, Case, Difference, Fact, Observation, Outcome
from checks.model.assignment import Policy, Task

ENOUGH = 12  # calls that follow one convention and no other
SMALLEST_TAP = 1.0  # of the kernel whose powers of 4 are to be told apart


def right(task: Task, policy: Policy, case: Case) -> tuple[Answer, ...]:
    """The right answers to a call of the proof."""
    # An FFT's rounding error goes with the whole image and the whole kernel, however little of them meets.
    images, kernel, stride = images_of(case), kernel_of(case), geometry(task, case).stride
    scale = (1.0 if is_unit(images) else float(_norms(images).max())) * _norm(kernel)
    return tuple(
        Answer(convention, array, scale, oracle.terms(kernel), off=off_by(array, policy.tolerance))
        for convention, pads in oracle.paddings(task, case, policy)
        for array in (answer(images, kernel, pads, stride),)
    )


def _norm(array: Array) -> float:
    """The Euclidean norm of all that is in an array."""
    values = array.reshape(-1).astype(np.float64, copy=False)
    return sqrt(values.dot(values))


def _norms(arrays: Array) -> Array:
    """The Euclidean norm of each of several arrays: (m,) float64 from (m, ...)."""
    values = arrays.reshape(len(arrays), -1).astype(np.float64, copy=False)
    norms: Array = np.sqrt(np.einsum("mp,mp->m", values, values))
    return norms


def fact(case: Case, observation: Observation, answers: tuple[Answer, ...]) -> Fact:
    """The observation of one call beside the right answers."""
    array = observation.array
    if array is None or array.shape != answers[0].array.shape:
        return Fact(case, observation, answers, False)
    for each in answers:
        if (each.array == array).all():
            return Fact(case, observation, answers, True, each.convention)
    found = match(array, case, answers)
    if isinstance(found, Difference):
        return Fact(case, observation, answers, False)
    blurred = case.title == UNIT and not _tells_every_tap(array, found.answer)
    single = found.single or array.dtype == np.float32
    return Fact(case, observation, answers, not blurred, found.answer.convention, blurred, single)


def _tells_every_tap(array: Array, answer: Answer) -> bool:
    """Whether each value lies so near to its tap, or to 0, that no other sum of taps is as near."""
    return bool((np.abs(array - answer.array) < SMALLEST_TAP / 2).all())


def unblurred(facts: tuple[Fact, ...]) -> tuple[Case, ...]:
    """The calls that tell what rounding has hidden in others: the same images, and few of the taps at a time."""
    return tuple(case for found in _hiding(facts) for case in _few_taps(found.case))


def _hiding(facts: tuple[Fact, ...]) -> list[Fact]:
    """Those that are blurred, and where the work is done in float32 those whose taps lie too far apart for it."""
    single = any(found.single for found in facts)
    return [
        found
        for found in facts
        if found.blurred or (single and found.right and found.case.title == UNIT and _has_many_taps(found.case))
    ]


def _has_many_taps(case: Case) -> bool:
    return int(np.count_nonzero(kernel_of(case))) > SINGLE_TAPS


def _few_taps(case: Case) -> Iterator[Case]:
    for number, kernel in enumerate(few_taps(kernel_of(case))):
        yield msgspec.structs.replace(
            instead(case, kernel=kernel), id=f"{FEW_TAPS}-{case.id}-{number}", family=FEW_TAPS, title=""
        )


def settled(
    task: Task, policy: Policy, facts: tuple[Fact, ...], observations: Mapping[str, Observation]
) -> Iterator[Fact]:
    """The facts, of which those that hid something are right now or wrong; one of which too little was asked is left
    out, as if the time had been up before it.

    Right is what keeps to one convention in every one of the calls.
    """
    hiding = {found.case.id for found in _hiding(facts)}
    for found in facts:
        if found.case.id not in hiding:
            yield found
            continue
        calls = [(case, observations[case.id]) for case in _few_taps(found.case)]
        if any(observation.outcome is Outcome.NOT_RUN for _, observation in calls):
            continue
        kept = set.intersection(*({*_conventions(right(task, policy, case), case, seen)} for case, seen in calls))
        followed = (each.convention for each in found.answers)
        convention = next((each for each in followed if any(map(oracle.agreeing(task, each), kept))), None)
        yield msgspec.structs.replace(
            found, right=convention is not None, convention=convention or ("", ""), blurred=False
        )


def _conventions(answers: tuple[Answer, ...], case: Case, observation: Observation) -> Iterator[tuple[str, ...]]:
    """Those by which a call is right."""
    for each in answers:
        array = observation.array
        fits = array is not None and array.shape == each.array.shape
        if array is not None and fits and isinstance(match(array, case, (each,)), Match):
            yield each.convention


def kept_to(
    task: Task, policy: Policy, seen: Sequence[tuple[Case, Observation]], answers: Callable[[Case], tuple[Answer, ...]]
) -> str:
    """The convention that a function is held to in every call: the one that most of them follow, by their values, or by
    their shapes alone where no value is right. "" where nothing is to be chosen from, or nothing tells.

    The last calls are looked at first: they are the larger ones, which tell conventions apart. Once there have been
    ENOUGH, and those that told have one alone in common, the others are not looked at.
    """
    if is_plain(task) or not conventions(task):
        return ""
    by_values: list[tuple[str, ...]] = []
    by_shapes: list[tuple[str, ...]] = []
    alone = {*accepted(OF_SAME, policy.conventions)}
    for case, observation in reversed(seen):
        alike = [convention for convention, shape in oracle.shapes(task, policy, case) if shape == observation.shape]
        if geometry(task, case).padding != "same" or not alike:
            continue
        by_shapes += alike
        followed = list(_conventions(answers(case), case, observation))
        if followed:
            by_values += followed
            alone &= {name for each in followed for name in each}
        if len(alone) == 1 and len(by_values) >= ENOUGH:
            break
    return most_followed(by_values) or most_followed(by_shapes)
