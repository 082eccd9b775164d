"""How far a right value may lie from the exact one: one derivation, for every exercise.

A value is a sum of n products. Whatever the order, in an arithmetic whose spacing at 1 is eps, each product is rounded
n + 2 times at most, once for either factor, once for itself and n - 1 times in sums, each time by a share of eps / 2:
in all by no more than (n / 2 + 1) eps times the sum of the products' magnitudes. So an `Answer` has `terms`, which is
n, and a `scale`, which is the largest such sum in the call:

- Of a convolution that is |images| convolved with |kernel|, and kh kw c terms. An FFT adds what grows with the
  logarithm of the image's size only, but spreads it over all that is given: so the largest sum stands for all, and a
  constant beside the number of terms. Where most products are 0, the Euclidean norms of image and kernel stand for it.
- Of an average it is the largest magnitude in the image, and kh kw terms: n numbers, divided by n or times 1 / n.
- A maximum is one of the numbers, exact but for a cast: the largest magnitude, and 1 term.
- Of what only a model solution tells of, `scale_by_model` has to find it.

The arithmetic is float32: casting an argument to it, or keeping a sum in it, is nobody's mistake. Integers come of no
such work, so they are held to the arithmetic of the arguments: what they miss was cut off. A float16 is held to the
same as any float: it rounds 8192 times as much, but where it holds the exact value, that is right.

Where an assignment has a `tolerance`, that share of the largest right value stands in the place of all this.

The sums, averages and maxima of right solutions stay below a third of this (tests/checks/dynamic/test_tolerance.py).
"""

from collections.abc import Iterable

import numpy as np

from checks.model import Answer, Array

CONSTANT = 16
PER_TERM = 1
SINGLE, DOUBLE = (float(np.finfo(dtype).eps) for dtype in (np.float32, np.float64))
VISIBLE_SHARE = 2e-4  # of the largest value, by which the fourth figure is another one


def allowed(answer: Answer, eps: float = SINGLE) -> float:
    """How far each value may be off where work is done with this spacing at 1; 0 where all have to be exact.

    It has two figures, so that the program that a student is shown can have the very same. What the assignment says
    stands in its place, but for what rounding makes in float64, whoever works with care.
    """
    if answer.off is not None and answer.scale:
        return max(answer.off, _roundings(answer.terms) * DOUBLE * answer.scale)
    return float(f"{_roundings(answer.terms) * eps * answer.scale:.2g}")


def off_by(array: Array, share: float | None) -> float | None:
    """How far a value of a right answer may be off by such a share of the largest; None where nothing else is said, or
    values have to be exact."""
    if share is None or array.dtype.kind not in "fc":
        return None
    finite = np.abs(array[np.isfinite(array)])
    return share * float(finite.max(initial=0))


@np.errstate(invalid="ignore", over="ignore")  # what a student returned may hold anything
def within(observed: Array, expected: Array, tolerance: float | Array, *, nan: bool) -> Array:
    """Element by element: |observed - expected| <= tolerance; NaN is only right where it is, and `nan` says so.

    Where nothing is allowed, as for whole numbers, it has to be the same: 2.9999999996 is not 3.
    """
    same: Array = observed == expected
    if nan:
        same = same | (np.isnan(observed) & np.isnan(expected))
    if same.all() or not np.any(tolerance):
        return same
    difference = np.abs(np.subtract(observed, expected, dtype=_exact(observed, expected)))
    return same | ((difference <= tolerance) & np.isfinite(observed))


def _exact(observed: Array, expected: Array) -> type[np.float64] | type[np.complex128]:
    return np.complex128 if "c" in (observed.dtype.kind, expected.dtype.kind) else np.float64


def spacing(arrays: Iterable[Array]) -> float:
    """The spacing at 1 of the arithmetic that these arrays ask for."""
    floats = (array.dtype for array in arrays if array.dtype.kind in "fc")
    return max((float(np.finfo(dtype).eps) for dtype in floats), default=DOUBLE)


def scale_by_model(given: float, result: float, terms: int, eps: float) -> float:
    """The scale of an answer of which only the largest number given and the largest one returned are known.

    A formula works with what is given, or passes through squares of it that cancel out, as a^2 + b^2 - 2ab and the mean
    of squares less the square of the mean do. So the largest of these is the scale; but where the result is much
    smaller, as of a change of units, no more than a share of it that can be seen is allowed, or everything that is
    small would be right, and so would what float32 leaves of numbers that hardly differ. Where the result is no more
    than rounding leaves of what is given, its size says nothing.

    The root of what cancels out is off by the root of eps: 1e-8 for 0 is right, being float64 work; 3e-4 is not.

    Args:
        given: the largest magnitude among the arguments.
        result: the largest magnitude in the answer.
        terms: what one value may be made of.
        eps: the spacing of the arguments' arithmetic. Where that is float32, the model solution rounds as others do.
    """
    work = max(given, given * given) * (2 if eps > DOUBLE else 1)
    if result <= _roundings(terms) * eps * given:
        return work
    return max(result, min(work, VISIBLE_SHARE * result / (_roundings(terms) * SINGLE)))


def _roundings(terms: int) -> float:
    return CONSTANT + PER_TERM * terms
