"""The smallest call that fails: of the smallest shape, with as many zeros and as small whole numbers as can be.

Shapes are tried in order of size. The values are shrunk by trying simpler ones on the same shape, the simplest first,
in a trip of their own; what fails there is shown, so nothing is shown that was not seen to fail.
"""

from collections.abc import Iterator
from math import prod

import msgspec
import numpy as np

from checks.dynamic.compare import Match, match, unequal
from checks.dynamic.outcomes import GOES_ON, place, tell
from checks.dynamic.runs import FINE
from checks.exercises import panels
from checks.exercises.convolution.calls import images_of, in_words, instead, kernel_of, padding_of, stride_of
from checks.exercises.convolution.facts import fact
from checks.exercises.convolution.proof_cases import REPEATED, UNIT, size
from checks.exercises.convolution.shown import MOST, given
from checks.exercises.convolution.snippet import snippet, worked_sum
from checks.exercises.families import SHRUNK
from checks.model import Array, Case, Difference, Evidence, Fact, Finding, Outcome, Run, Value
from checks.model.assignment import Task
from checks.printable import printable
from checks.written import apart

FACTORS = (0.5, -1.0, 300.0)  # what shows that fractions are cut off, or negative or large values
BY_HAND = "Work the marked value out by hand, as shown."


def simpler(task: Task, facts: tuple[Fact, ...]) -> tuple[Case, ...]:
    """The smallest call that fails with simpler values, the simplest first.

    None when nothing failed, and when the process ended with a call: so it would with the simpler ones. Where a call
    is right the first time and not the second, each is made twice.
    """
    failing = first(task, facts)
    if failing is None or facts[-1].observation.outcome not in GOES_ON:
        return ()
    cases = _made_twice(failing.case) if failing.case.title == REPEATED else _simpler(failing)
    return tuple(msgspec.structs.replace(case, id=f"{SHRUNK}-{n}", family=SHRUNK) for n, case in enumerate(cases))


def first(task: Task, facts: tuple[Fact, ...]) -> Fact | None:
    """The smallest call that fails, if there is one. What fails only the second time comes before all others; what has
    several right answers comes last, for the question only confuses."""
    failing = [found for found in facts if not found.right]
    if not failing:
        return None
    was_right = {_arguments_of(found.case) for found in facts if found.right}
    return min(failing, key=lambda found: _order(task, found, was_right))


def _arguments_of(case: Case) -> tuple[object, ...]:
    return id(images_of(case)), id(kernel_of(case)), padding_of(case), stride_of(case)


def _order(task: Task, found: Fact, was_right: set[tuple[object, ...]]) -> tuple[bool, bool, int, int]:
    case = found.case
    changes = case.title == REPEATED and _arguments_of(case) in was_right
    return not changes, len(found.answers) > 1, size(task, case), len(images_of(case))


def _made_twice(case: Case) -> Iterator[Case]:
    for kept in (_tiny(case), case):
        yield msgspec.structs.replace(kept, title="")
        yield msgspec.structs.replace(kept, title=REPEATED)


def _tiny(case: Case, images: Array | None = None, kernel: Array | None = None) -> Case:
    """A call with a 1x1 kernel, no padding and no stride; images and kernel are 1 where they are not given, (m,) and
    ()."""
    ones = np.ones(1) if images is None else images, np.ones(()) if kernel is None else kernel
    channels = images_of(case).ndim - 3
    padding, stride = padding_of(case), stride_of(case)
    more: dict[str, Value] = {} if padding is None else {"padding": "valid" if isinstance(padding, str) else (0, 0)}
    return instead(
        case,
        images=ones[0].reshape(-1, 1, 1, *[1] * channels),
        kernel=ones[1].reshape((1,) * kernel_of(case).ndim),
        **more,
        **({} if stride is None else {"stride": (1, 1)}),
    )


def _simpler(failing: Fact) -> Iterator[Case]:
    """A 1x1 kernel on images of one pixel, where it is the values or their number that matter; then the same shape."""
    case, one = msgspec.structs.replace(failing.case, title=""), np.ones(1)
    yield _tiny(case)
    for factor in FACTORS:
        yield _tiny(case, factor * one)
        yield _tiny(case, one, factor * one)
    yield _tiny(case, one.astype(np.int64), one / 2)
    yield _tiny(case, np.array([1.0, 2.0]))
    for images, kernel in _values(failing):
        yield instead(case, images=images, kernel=kernel)


def _values(failing: Fact) -> Iterator[tuple[Array, Array]]:
    """One pixel and one tap, then few, then all; then other signs and fractions, and more images than one."""
    image, kernel = (1, *images_of(failing.case).shape[1:]), kernel_of(failing.case).shape
    pixels, taps = (np.arange(1.0, prod(sides) + 1).reshape(sides) for sides in (image, kernel))
    for factor in (1.0, *FACTORS):
        for pixel, tap in _telling(failing):
            yield factor * _unit(image, pixel), _unit(kernel, tap)
    for factor in FACTORS:
        for pixel, tap in _telling(failing):
            yield _unit(image, pixel), factor * _unit(kernel, tap)
    for pixel, _ in _telling(failing):
        yield _unit(image, pixel), taps
    yield pixels, taps
    yield np.concatenate([pixels, 0 * pixels]), taps
    yield np.concatenate([0 * pixels, pixels]), taps
    for factor in FACTORS:
        yield pixels * factor, taps
    yield pixels, taps / 2
    yield pixels.astype(np.int64), taps / 2
    yield images_of(failing.case)[:1], kernel_of(failing.case)
    yield images_of(failing.case)[:2], kernel_of(failing.case)
    yield images_of(failing.case), kernel_of(failing.case)


def _unit(shape: tuple[int, ...], place: int) -> Array:
    array = np.zeros(shape)
    array.reshape(-1)[place] = 1
    return array


def _telling(failing: Fact) -> list[tuple[int, int]]:
    """The pixel and the tap that meet in the first value that differs; the first of both where no value says more."""
    array, expected = failing.observation.array, failing.answers[-1].array
    kernel = kernel_of(failing.case)
    if array is None or array.shape != expected.shape or failing.case.title != UNIT:
        return [(0, 0)]
    found = []
    for wanted in (expected, array):  # a value that is missing says more than one that is too much
        places = np.argwhere((wanted != 0) & (array != expected))
        if len(places):
            value = wanted[tuple(places[0])]
            found.append((int(places[0][0]), int(np.argmin(np.abs(kernel.reshape(-1) - value)))))
    return found or [(0, 0)]


def smallest(run: Run, *, memory_shows: bool) -> Finding:
    """What is to be shown of the simplest call that failed: message, hint, place and evidence.

    Where memory shows that was never written, the call as a program has to fill it first.
    """
    return _shown(run, next(_failing(run)), memory_shows)


def _failing(run: Run) -> Iterator[Fact]:
    for case in run.cases:
        if case.family == SHRUNK and run.observations[case.id].outcome is not Outcome.NOT_RUN:
            found = fact(case, run.observations[case.id], run.expected(case))
            if not found.right:
                yield found
    failing = first(run.task, run.facts)
    assert failing is not None
    yield failing


def _shown(run: Run, failing: Fact, memory_shows: bool) -> Finding:
    observation, case = failing.observation, failing.case
    if observation.outcome not in FINE:
        return _ended(run, failing, memory_shows)
    array, again = observation.array, "the second time " if case.title == REPEATED else ""
    if array is None or array.shape != failing.answers[0].array.shape:
        return _of_another_shape(run, failing, memory_shows)
    found = match(array, case, failing.answers)
    if isinstance(found, Match):  # what rounding hides here was wrong where few taps were asked at a time
        found = unequal(array, failing.answers)
    came, wanted = apart(array[found.first].item(), found.answer.array[found.first].item())
    evidence = _evidence(run, failing, found, array, memory_shows)
    message = f"{in_words(case)}, {again}{came} instead of {wanted} at {list(found.first)}"
    return Finding(check="proof", message=message, hint=BY_HAND, evidence=evidence)


def _of_another_shape(run: Run, failing: Fact, memory_shows: bool) -> Finding:
    observation, right = failing.observation, failing.answers[0]
    array = observation.array
    shown = array if array is not None and array.ndim == right.array.ndim and array.size else None
    missing = next(_missing(right.array[0], None if shown is None else shown[0]), None)
    found = Difference(right, (0, *(missing or (0,) * (right.array.ndim - 1))), 0, 0)
    evidence = msgspec.structs.replace(
        _evidence(run, failing, found, shown, memory_shows, asked=missing is not None),
        expected_shape=right.array.shape,
        returned_shape=observation.shape,
    )
    came = f"the shape {observation.shape}" if observation.shape is not None else _other(observation.detail)
    wanted = right.array.shape if observation.shape is not None else f"an array {right.array.shape}"
    return Finding(
        check="proof",
        message=f"{in_words(failing.case)}, {came} instead of {wanted}",
        hint=run.exercise.shape_hint(run.task),
        evidence=evidence,
    )


def _missing(right: Array, returned: Array | None) -> Iterator[tuple[int, ...]]:
    """The places whose values are not there, or other ones."""
    for index in np.ndindex(right.shape):
        inside = returned is not None and all(map(int.__lt__, index, returned.shape))
        if returned is None or not inside or returned[index] != right[index]:
            yield index


def _other(detail: str) -> str:
    return "None" if detail == "NoneType" else f"a value of type {printable(detail)}"


def _ended(run: Run, failing: Fact, memory_shows: bool) -> Finding:
    telling = tell(failing.observation, run.exercise)
    file, line = place(failing.observation, run.task)
    right = failing.answers[0]
    nonzero = np.argwhere(right.array)
    asked = tuple(map(int, nonzero[0])) if len(nonzero) else (0,) * right.array.ndim
    evidence = _evidence(run, failing, Difference(right, asked, 0, 0), None, memory_shows)
    return Finding(
        check="proof",
        message=f"{in_words(failing.case)}: {telling.message}",
        hint=telling.hint,
        file=file,
        line=line,
        verdict=telling.verdict,
        evidence=msgspec.structs.replace(evidence, traceback=failing.observation.traceback),
    )


def _evidence(
    run: Run, failing: Fact, found: Difference, returned: Array | None, memory_shows: bool, *, asked: bool = True
) -> Evidence:
    """The call and the right answer, with the value at the first place that is wrong or missing worked out, unless
    there is too much and no value to be asked for."""
    m, i, j, *which = found.first
    place = (i, j) if asked else None
    expected = _of_kernel(found.answer.array, m, which)
    came = None if returned is None else _of_kernel(returned, m, which)
    assert expected is not None
    results = panels.beside(expected, came, asked=place, corner=(0, 0), slice_=(m, *which), most=MOST)
    if which:
        results = (msgspec.structs.replace(panel, last_axis="kernel") for panel in results)
    return Evidence(
        case="the smallest that fails",
        panels=(*given(run, failing.case, found.answer, found.first, asked=asked), *results),
        index=found.first if asked else None,
        sum=worked_sum(run, failing, found) if asked else "",
        snippet=snippet(run, failing, memory_shows=memory_shows),
    )


def _of_kernel(array: Array, m: int, which: list[int]) -> Array | None:
    """The result (oh, ow) for one image and one of several kernels, where there is one; of one kernel all there is."""
    if m >= len(array) or any(number >= array.shape[-1] for number in which):
        return None
    found: Array = array[m, ..., which[0]] if which else array[m]
    return found
