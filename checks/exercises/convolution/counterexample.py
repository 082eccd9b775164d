"""The smallest call that fails: of the smallest shape, with as many zeros and as small whole numbers as can be."""

from collections.abc import Iterator
from math import prod

import msgspec
import numpy as np

from checks.exercises import panels, smallest
from checks.exercises.convolution.calls import images_of, instead, kernel_of, padding_of, stride_of
from checks.exercises.convolution.facts import fact
from checks.exercises.convolution.proof_cases import UNIT, size
from checks.exercises.convolution.shown import MOST, given
from checks.exercises.convolution.snippet import snippet, worked_sum
from checks.model import Array, Case, Difference, Evidence, Fact, Finding, Run, Value
from checks.model.assignment import Task

FACTORS = (0.5, -1.0, 300.0)  # what shows that fractions are cut off, or negative or large values


def simpler(task: Task, facts: tuple[Fact, ...]) -> tuple[Case, ...]:
    """The smallest call that fails with simpler values, the simplest first."""
    return smallest.simpler(facts, first(task, facts), _simpler, _tiny)


def first(task: Task, facts: tuple[Fact, ...]) -> Fact | None:
    """The smallest call that fails, if there is one. What has several right answers comes last, for the question only
    confuses."""
    return smallest.first(facts, lambda found: _size(task, found), _arguments_of)


def _size(task: Task, found: Fact) -> tuple[int, ...]:
    return len(found.answers) > 1, size(task, found.case), len(images_of(found.case))


def _arguments_of(case: Case) -> tuple[object, ...]:
    return id(images_of(case)), id(kernel_of(case)), padding_of(case), stride_of(case)


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


def shown(run: Run, *, memory_shows: bool) -> Finding:
    """What is to be shown of the simplest call that failed: message, hint, place and evidence.

    Where memory shows that was never written, the call as a program has to fill it first.
    """
    failing = smallest.simplest(run, fact, first(run.task, run.facts))

    def shows(found: Difference, returned: Array | None, asked: bool) -> Evidence:
        return _evidence(run, failing, found, returned, memory_shows, asked=asked)

    return smallest.told(run, failing, shows)


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
        case=smallest.THE_SMALLEST,
        panels=(*given(run, failing.case, found.answer, found.first, asked=asked, several=True), *results),
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
