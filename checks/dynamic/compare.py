"""Compares returned arrays with the right answers, within the error that rounding may make."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from checks.exercises.convolution.families import APART
from checks.model import Array, Candidate, Case, Observation, Outcome, Run

VALUES_AT_ONCE = 1 << 16  # that are compared: few enough for the processor's cache
# How far a right value may lie from the exact one. It is a sum of n products. Whatever the order, in an arithmetic
# whose spacing at 1 is eps, each term is rounded n + 2 times at most, once for either factor, once for the product and
# n - 1 times in sums, each time by a share of eps / 2: in all by no more than (n / 2 + 1) eps times the sum of the
# products' magnitudes. An FFT adds what grows with the logarithm of the image's size only, but spreads it over the
# whole image: so the largest such sum of an image stands for all, and a constant beside the number of taps.
# Right solutions of every kind stay below 3 eps: tests/checks/dynamic/test_compare.py holds them to a third of this.
CONSTANT = 16
PER_TAP = 1
SINGLE, DOUBLE = (float(np.finfo(dtype).eps) for dtype in (np.float32, np.float64))
IN_SILENCE = np.errstate(invalid="ignore", over="ignore")  # what a student returned may hold anything


class Match(Struct, frozen=True, eq=False):
    """The right answer that an array equals; `single` where it does so only within the rounding of float32."""

    candidate: Candidate
    single: bool


class Mismatch(Struct, frozen=True, eq=False):
    """The right answer that comes nearest, the first differing position (m, row, column), and how many differ."""

    candidate: Candidate
    first: tuple[int, int, int]
    wrong: int
    total: int


def compared(run: Run) -> tuple[Case, ...]:
    """The cases whose answers are compared with the oracle."""
    return tuple(case for case in run.cases if case.family not in APART)


def has_array(observation: Observation) -> bool:
    """Whether an array of a real dtype came back, even one too large to be brought."""
    return observation.outcome is Outcome.RETURNED and observation.shape is not None


def match(observed: Array, case: Case, candidates: tuple[Candidate, ...]) -> Match | Mismatch:
    """The right answer that `observed` (of the right shape) equals, or how it differs from the nearest one.

    What float32 work makes of a right answer is right, whatever the dtype it is given back in: a kernel or images cast
    to float32, or a sum kept there. Integers come of no such work: what they miss was cut off.
    """
    mismatches = []
    for candidate in candidates:
        found = _found(observed, case, candidate)
        if isinstance(found, Match):
            return found
        mismatches.append(found)
    return min(mismatches, key=lambda mismatch: mismatch.wrong)


def unequal(observed: Array, candidates: tuple[Candidate, ...]) -> Mismatch:
    """How `observed` (of the right shape) differs from the nearest right answer where no rounding is allowed for."""
    return min(
        (_mismatch(candidate, observed == candidate.array) for candidate in candidates),
        key=lambda mismatch: mismatch.wrong,
    )


@IN_SILENCE
def equal(a: Array, b: Array, case: Case, scale: Array) -> bool:
    """Whether two returned arrays of the right shape agree within rounding; NaN equals nothing."""
    return bool(np.all(_within(a, b.astype(np.float64), tolerances(case, scale, SINGLE))))


def tolerances(case: Case, scale: Array, eps: float = SINGLE) -> Array:
    """How far the values of each image may be off, (m,), where work is done with this spacing at 1."""
    allowed: Array = (CONSTANT + PER_TAP * case.kernel.size) * eps * scale
    return allowed


def _found(observed: Array, case: Case, candidate: Candidate) -> Match | Mismatch:
    double = tolerances(case, candidate.scale, _eps(case))
    single = tolerances(case, candidate.scale) if observed.dtype.kind == "f" else double
    wrong, first, rounded = 0, None, False
    for part in _parts(observed):
        returned, expected = observed[part], candidate.array[part]
        right = _within(returned, expected, double[part])
        if not right.all():
            rounded = True
            right = _within(returned, expected, single[part])
        mismatch = _mismatch(candidate, right)
        if mismatch.wrong and first is None:
            m, row, column = mismatch.first
            first = (part.start + m, row, column)
        wrong += mismatch.wrong
    return Match(candidate, rounded) if first is None else Mismatch(candidate, first, wrong, observed.size)


def _mismatch(candidate: Candidate, right: Array) -> Mismatch:
    m, row, column = (int(n) for n in np.unravel_index(int(np.argmin(right)), right.shape))
    return Mismatch(candidate, (m, row, column), right.size - int(np.count_nonzero(right)), right.size)


def _parts(observed: Array) -> Iterator[slice]:
    step = max(1, VALUES_AT_ONCE * len(observed) // max(1, observed.size))
    return (slice(start, start + step) for start in range(0, len(observed), step))


@IN_SILENCE
def _within(observed: Array, expected: Array, tolerance: Array) -> Array:
    """Element by element: |observed - expected| <= tolerance + half an ulp of `observed`, which a float16 is not."""
    same: Array = observed == expected
    if same.all():
        return same
    allowed = tolerance[:, None, None]
    difference = np.subtract(observed, expected, dtype=np.float64)
    right: Array = np.abs(difference, out=difference) <= allowed
    if observed.dtype.kind == "f" and observed.dtype.itemsize >= np.float32().itemsize and not right.all():
        right = difference <= allowed + np.spacing(np.abs(observed)).astype(np.float64) / 2
    return right & np.isfinite(observed)


def _eps(case: Case) -> float:
    """The spacing at 1 of the arithmetic that the arguments ask for."""
    floats = (array.dtype for array in (case.images, case.kernel) if array.dtype.kind == "f")
    return max((float(np.finfo(dtype).eps) for dtype in floats), default=DOUBLE)
