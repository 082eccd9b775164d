"""Compares returned arrays with the right answers, within the error that rounding may make."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from checks.families import APART
from checks.model import Array, Candidate, Case, Observation, Outcome, Run

VALUES_AT_ONCE = 1 << 16  # that are compared: few enough for the processor's cache
# An FFT spreads its rounding error over the whole image, so a constant stands beside the number of taps.
# Right solutions of every kind stay below 3 eps: tests/checks/test_compare.py holds them to a third of this.
CONSTANT = 16
PER_TAP = 1
IN_SILENCE = np.errstate(invalid="ignore", over="ignore")  # what a student returned may hold anything


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


def match(observed: Array, case: Case, candidates: tuple[Candidate, ...]) -> Candidate | Mismatch:
    """The right answer that `observed` (of the right shape) equals, or how it differs from the nearest one."""
    mismatches = []
    for candidate in candidates:
        mismatch = _difference(observed, case, candidate)
        if mismatch is None:
            return candidate
        mismatches.append(mismatch)
    return min(mismatches, key=lambda mismatch: mismatch.wrong)


@IN_SILENCE
def equal(a: Array, b: Array, case: Case, scale: Array) -> bool:
    """Whether two returned arrays of the right shape agree within rounding; NaN equals nothing."""
    return bool(np.all(_within(a, b.astype(np.float64), case, scale)))


def _difference(observed: Array, case: Case, candidate: Candidate) -> Mismatch | None:
    wrong, first = 0, None
    for start, right in _chunks(observed, case, candidate):
        count = right.size - int(np.count_nonzero(right))
        if count and first is None:
            m, row, column = (int(n) for n in np.unravel_index(int(np.argmin(right)), right.shape))
            first = (start + m, row, column)
        wrong += count
    return None if first is None else Mismatch(candidate, first, wrong, observed.size)


def _chunks(observed: Array, case: Case, candidate: Candidate) -> Iterator[tuple[int, Array]]:
    step = max(1, VALUES_AT_ONCE * len(observed) // max(1, observed.size))
    for start in range(0, len(observed), step):
        part = slice(start, start + step)
        yield start, _within(observed[part], candidate.array[part], case, candidate.scale[part])


@IN_SILENCE
def _within(observed: Array, expected: Array, case: Case, scale: Array) -> Array:
    """Element by element: |observed - expected| <= C eps scale + half an ulp of `observed`."""
    same: Array = observed == expected
    if same.all():
        return same
    tolerance = (CONSTANT + PER_TAP * case.kernel.size) * _eps(observed, case) * scale[:, None, None]
    difference = np.subtract(observed, expected, dtype=np.float64)
    right: Array = np.abs(difference, out=difference) <= tolerance
    if observed.dtype.kind == "f" and not right.all():
        right = difference <= tolerance + np.spacing(np.abs(observed)).astype(np.float64) / 2
    return right & np.isfinite(observed)


def _eps(observed: Array, case: Case) -> float:
    dtypes = [array.dtype for array in (observed, case.images, case.kernel) if array.dtype.kind == "f"]
    return max((float(np.finfo(dtype).eps) for dtype in dtypes), default=float(np.finfo(np.float64).eps))
