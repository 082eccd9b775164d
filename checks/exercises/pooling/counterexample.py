"""The smallest call that fails: of the smallest shape, with one channel and as small whole numbers as can be."""

from collections.abc import Iterator

import msgspec
import numpy as np

from checks.exercises import smallest
from checks.exercises.pooling.calls import images_of, instead, kernel_shape_of, stride_of
from checks.exercises.pooling.facts import fact
from checks.exercises.pooling.proof_cases import size
from checks.exercises.pooling.shown import given, results
from checks.exercises.pooling.snippet import snippet, worked_out
from checks.model import Array, Case, Difference, Evidence, Fact, Finding, Run

FACTORS = (0.5, -1.0, 300.0)  # what shows that fractions are cut off, or negative or large values
BRIGHT = 200  # of a byte: the sum of two is none
ONE = np.ones((1, 1, 1, 1))


def simpler(facts: tuple[Fact, ...]) -> tuple[Case, ...]:
    """The smallest call that fails with simpler values, the simplest first."""
    return smallest.simpler(facts, first(facts), _simpler, lambda case: _tiny(case, ONE))


def first(facts: tuple[Fact, ...]) -> Fact | None:
    """The smallest call that fails, if there is one."""
    return smallest.first(facts, lambda found: (size(found.case), images_of(found.case).size), _arguments_of)


def _arguments_of(case: Case) -> tuple[object, ...]:
    return id(images_of(case)), kernel_shape_of(case), stride_of(case), case.arguments.get("mode")


def _tiny(case: Case, images: Array) -> Case:
    """A call with windows of one pixel."""
    return instead(case, images=images, kernel_shape=(1, 1), stride=(1, 1))


def _simpler(failing: Fact) -> Iterator[Case]:
    """Images of one pixel, where it is the values or their number that matter; then the same shape."""
    case = msgspec.structs.replace(failing.case, title="")
    for factor in (1.0, *FACTORS):
        yield _tiny(case, factor * ONE)
    yield _tiny(case, np.array([1.0, 2.0]).reshape(1, 1, 1, 2))
    yield _tiny(case, np.array([1.0, 2.0]).reshape(2, 1, 1, 1))
    for images in _values(images_of(case)):
        yield instead(case, images=images)


def _values(failing: Array) -> Iterator[Array]:
    """One image of one channel with the numbers from 1 on, upwards and downwards, whole and not, large and below 0;
    more channels, more images, other dtypes; then the first of its own images, and all of them."""
    _, h, w, c = failing.shape
    up = np.arange(1.0, h * w + 1).reshape(1, h, w, 1)
    down = up[:, ::-1, ::-1].copy()
    yield from (up, down, up.astype(np.int64), -up, -down)
    yield from (factor * each for factor in (0.5, 300.0) for each in (up, down))
    yield (BRIGHT + up).clip(0, 255).astype(np.uint8)
    for channels in sorted({2, c}):
        for each in (up, -up, down):
            yield np.concatenate([each + number * h * w * np.sign(each) for number in range(channels)], axis=3)
    for each in (up, -up):
        yield np.concatenate([each, each + h * w * np.sign(each)])
    several = np.concatenate([up, 2 * up, 3 * up])
    yield several
    yield np.concatenate([several, -several], axis=3)
    yield failing[:1]
    yield failing[:2]
    yield failing


def shown(run: Run, *, memory_shows: bool) -> Finding:
    """What is to be shown of the simplest call that failed: message, hint, place and evidence.

    Where memory shows that was never written, the call as a program has to fill it first.
    """
    failing = smallest.simplest(run, fact, first(run.facts))

    def shows(found: Difference, returned: Array | None, asked: bool) -> Evidence:
        return _evidence(run, failing, found, returned, memory_shows, asked=asked)

    return smallest.told(run, failing, shows)


def _evidence(
    run: Run, failing: Fact, found: Difference, returned: Array | None, memory_shows: bool, *, asked: bool = True
) -> Evidence:
    """The call and the right answer, with the value at the first place that is wrong or missing worked out, unless
    there is too much and no value to be asked for."""
    m = found.first[0]
    came = None if returned is None or len(returned) <= m else returned[m]
    return Evidence(
        case=smallest.THE_SMALLEST,
        panels=(
            *given(failing.case, found.first, asked=asked, several=True),
            *results(found.answer.array[m], came, found.first, asked=asked),
        ),
        index=found.first if asked else None,
        sum=worked_out(failing, found) if asked else "",
        snippet=snippet(run, failing, memory_shows=memory_shows),
    )
