"""Compares returned arrays with the right answers, within the error that rounding may make."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from checks.exercises.families import APART
from checks.model import Answer, Array, Case, Observation, Outcome
from checks.model.exercise import Difference, Run

VALUES_AT_ONCE = 1 << 16  # that are compared: few enough for the processor's cache
# How far a right value may lie from the exact one. It is a sum of n products. Whatever the order, in an arithmetic
# whose spacing at 1 is eps, each term is rounded n + 2 times at most, once for either factor, once for the product and
# n - 1 times in sums, each time by a share of eps / 2: in all by no more than (n / 2 + 1) eps times the sum of the
# products' magnitudes. An FFT adds what grows with the logarithm of the image's size only, but spreads it over the
# whole image: so the largest such sum of an image stands for all, and a constant beside the number of terms.
# Right solutions of every kind stay below 3 eps: tests/checks/dynamic/test_compare.py holds them to a third of this.
CONSTANT = 16
PER_TERM = 1
SINGLE, DOUBLE = (float(np.finfo(dtype).eps) for dtype in (np.float32, np.float64))
IN_SILENCE = np.errstate(invalid="ignore", over="ignore")  # what a student returned may hold anything


class Match(Struct, frozen=True, eq=False):
    """The right answer that an array equals; `single` where it does so only within the rounding of float32."""

    answer: Answer
    single: bool


def compared(run: Run) -> tuple[Case, ...]:
    """The cases whose answers are compared with the oracle."""
    return tuple(case for case in run.cases if case.family not in APART)


def given_arrays(case: Case) -> Iterator[Array]:
    """The arrays among the arguments, in their order."""
    return (given for given in case.arguments.values() if isinstance(given, np.ndarray))


def has_array(observation: Observation) -> bool:
    """Whether an array of a real dtype came back, even one too large to be brought."""
    return observation.outcome is Outcome.RETURNED and observation.shape is not None


def match(observed: Array, case: Case, answers: tuple[Answer, ...]) -> Match | Difference:
    """The right answer that `observed` (of the right shape) equals, or how it differs from the nearest one.

    What float32 work makes of a right answer is right, whatever the dtype it is given back in: a kernel or images cast
    to float32, or a sum kept there. Integers come of no such work: what they miss was cut off.
    """
    mismatches = []
    for answer in answers:
        found = _found(observed, case, answer)
        if isinstance(found, Match):
            return found
        mismatches.append(found)
    return min(mismatches, key=lambda mismatch: mismatch.wrong)


def unequal(observed: Array, answers: tuple[Answer, ...]) -> Difference:
    """How `observed` (of the right shape) differs from the nearest right answer where no rounding is allowed for."""
    return min(
        (_mismatch(answer, observed == answer.array) for answer in answers),
        key=lambda mismatch: mismatch.wrong,
    )


@IN_SILENCE
def equal(a: Array, b: Array, answer: Answer) -> bool:
    """Whether two returned arrays of the right shape agree within rounding; NaN equals nothing."""
    return bool(np.all(_within(a, b.astype(np.float64), tolerances(answer))))


def tolerances(answer: Answer, eps: float = SINGLE) -> Array:
    """How far the values may be off along the first axis, where work is done with this spacing at 1."""
    allowed: Array = (CONSTANT + PER_TERM * answer.terms) * eps * answer.scale
    return allowed


def _found(observed: Array, case: Case, answer: Answer) -> Match | Difference:
    double = tolerances(answer, _eps(case))
    single = tolerances(answer) if observed.dtype.kind == "f" else double
    wrong, first, rounded = 0, None, False
    for part in _parts(observed):
        returned, expected = observed[part], answer.array[part]
        right = _within(returned, expected, double[part])
        if not right.all():
            rounded = True
            right = _within(returned, expected, single[part])
        mismatch = _mismatch(answer, right)
        if mismatch.wrong and first is None:
            number, *place = mismatch.first
            first = (part.start + number, *place)
        wrong += mismatch.wrong
    return Match(answer, rounded) if first is None else Difference(answer, first, wrong, observed.size)


def _mismatch(answer: Answer, right: Array) -> Difference:
    first = tuple(int(n) for n in np.unravel_index(int(np.argmin(right)), right.shape))
    return Difference(answer, first, right.size - int(np.count_nonzero(right)), right.size)


def _parts(observed: Array) -> Iterator[slice]:
    step = max(1, VALUES_AT_ONCE * len(observed) // max(1, observed.size))
    return (slice(start, start + step) for start in range(0, len(observed), step))


@IN_SILENCE
def _within(observed: Array, expected: Array, tolerance: Array) -> Array:
    """Element by element: |observed - expected| <= tolerance + half an ulp of `observed`, which a float16 is not."""
    same: Array = observed == expected
    if same.all():
        return same
    allowed = tolerance.reshape(-1, *[1] * (observed.ndim - 1))
    difference = np.subtract(observed, expected, dtype=np.float64)
    right: Array = np.abs(difference, out=difference) <= allowed
    if observed.dtype.kind == "f" and observed.dtype.itemsize >= np.float32().itemsize and not right.all():
        right = difference <= allowed + np.spacing(np.abs(observed)).astype(np.float64) / 2
    return right & np.isfinite(observed)


def _eps(case: Case) -> float:
    """The spacing at 1 of the arithmetic that the arguments ask for."""
    floats = (array.dtype for array in given_arrays(case) if array.dtype.kind == "f")
    return max((float(np.finfo(dtype).eps) for dtype in floats), default=DOUBLE)
