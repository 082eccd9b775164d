"""Compares returned arrays with the right answers, within the error that rounding may make."""

from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
from msgspec import Struct

from checks.exercises.families import APART
from checks.model import Answer, Array, Case, Observation, Outcome, Value
from checks.model.exercise import Difference, Run, Shapes
from checks.model.running import AnswerForm

NUMBERS = "biufc"  # the kinds of dtypes whose values can be taken from each other
VISIBLE = 1e-4  # of the largest value expected: what is less cannot be told apart, and may be rounding
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


def returned_shapes(observation: Observation, form: AnswerForm) -> Shapes | None:
    """The shapes of what came back in the right form, even of an array too large to be brought; None for all else."""
    if form != "tuple" and observation.outcome is Outcome.RETURNED and observation.shape is not None:
        return (observation.shape,)
    parts = returned(observation, form)
    return None if parts is None else tuple(part.shape for part in parts)


def returned(observation: Observation, form: AnswerForm) -> tuple[Array, ...] | None:
    """The arrays that came back in the right form: one, or one for each part of a tuple."""
    value = observation.value
    if form == "tuple":
        return tuple(map(as_array, value)) if isinstance(value, tuple) else None
    if isinstance(value, np.ndarray):
        return (value,)
    is_number = form == "number" and value is not None and not isinstance(value, tuple)
    return (as_array(value),) if is_number else None


def as_array(value: Value) -> Array:
    """An array or a number as an array: an integer of more than 64 bits as a float, infinite where it is larger yet."""
    array = np.asarray(value)
    if array.dtype.kind != "O":
        return array
    try:
        return array.astype(np.float64)
    except OverflowError:
        return np.asarray(np.inf if array > 0 else -np.inf)


def match(observed: Array, case: Case, answers: tuple[Answer, ...]) -> Match | Difference:
    """The right answer that `observed` (of the right shape) equals, or how it differs from the nearest one."""
    return match_parts((observed,), case, answers)


def match_parts(observed: tuple[Array, ...], case: Case, answers: tuple[Answer, ...]) -> Match | Difference:
    """The right answer that all parts (of the right shapes) equal, or how they differ from the nearest one.

    What float32 work makes of a right answer is right, whatever the dtype it is given back in: an argument cast to
    float32, or a sum kept there. Integers come of no such work: what they miss was cut off. Where there are several
    parts, the first number of an index is that of the part.
    """
    differences = []
    for answer in answers:
        found = [_found(part, case, right) for part, right in zip(observed, answer.parts, strict=True)]
        wrong = [(number, each) for number, each in enumerate(found) if isinstance(each, Difference)]
        if not wrong:
            return Match(answer, any(each.single for each in found if isinstance(each, Match)))
        number, first = wrong[0]
        place = (number, *first.first) if answer.rest else first.first
        total = sum(part.size for part in observed)
        differences.append(Difference(answer, place, sum(each.wrong for _, each in wrong), total))
    return min(differences, key=lambda difference: difference.wrong)


def unequal(observed: Array, answers: tuple[Answer, ...]) -> Difference:
    """How `observed` (of the right shape) differs from the nearest right answer where no rounding is allowed for."""
    return min(
        (_mismatch(answer, observed == answer.array) for answer in answers),
        key=lambda mismatch: mismatch.wrong,
    )


@IN_SILENCE
def equal(a: Array, b: Array, answer: Answer) -> bool:
    """Whether two returned arrays of the right shape agree within rounding; NaN equals nothing unless it is right."""
    return bool(np.all(_within(a, b, tolerances(answer), nan=answer.nan)))


def tolerances(answer: Answer, eps: float = SINGLE) -> Array:
    """How far the values may be off along the first axis, where work is done with this spacing at 1."""
    allowed: Array = (CONSTANT + PER_TERM * answer.terms) * eps * answer.scale
    return allowed


def _found(observed: Array, case: Case, answer: Answer) -> Match | Difference:
    double = tolerances(answer, spacing(given_arrays(case)))
    single = tolerances(answer) if observed.dtype.kind in "fc" else double
    if observed.ndim == 0:  # it has no axis to be cut along
        observed, answer = observed[None], msgspec.structs.replace(answer, array=answer.array[None])
        found = _compared(observed, answer, double, single)
        return msgspec.structs.replace(found, first=()) if isinstance(found, Difference) else found
    return _compared(observed, answer, double, single)


def _compared(observed: Array, answer: Answer, double: Array, single: Array) -> Match | Difference:
    wrong, first, rounded = 0, None, False
    for part in _parts(observed):
        came, expected = observed[part], answer.array[part]
        right = _within(came, expected, double[part], nan=answer.nan)
        if not right.all():
            rounded = True
            right = _within(came, expected, single[part], nan=answer.nan)
        mismatch = _mismatch(answer, right)
        if mismatch.wrong and first is None:
            number, *place = mismatch.first
            first = (part.start + number, *place)
        wrong += mismatch.wrong
    return Match(answer, rounded) if first is None else Difference(answer, first, wrong, observed.size)


def _mismatch(answer: Answer, right: Array) -> Difference:
    if not right.size:
        return Difference(answer, (), 0, 0)
    first = tuple(int(n) for n in np.unravel_index(int(np.argmin(right)), right.shape))
    return Difference(answer, first, right.size - int(np.count_nonzero(right)), right.size)


def _parts(observed: Array) -> Iterator[slice]:
    step = max(1, VALUES_AT_ONCE * len(observed) // max(1, observed.size))
    return (slice(start, start + step) for start in range(0, len(observed), step))


@IN_SILENCE
def visibly_different(expected: Array, returned: Array) -> Array:
    """Where two arrays of one shape can be told apart, bool; what is not finite can from all but its like."""
    if expected.dtype.kind not in NUMBERS or returned.dtype.kind not in NUMBERS:
        return np.asarray(expected.astype(object) != returned.astype(object)).astype(np.bool_)
    widest = np.result_type(expected, returned, np.float64)
    wanted, came = expected.astype(widest), returned.astype(widest)
    finite = wanted[np.isfinite(wanted)]
    largest = float(np.abs(finite).max()) if finite.size else 0.0
    near = np.abs(came - wanted) <= VISIBLE * (largest or 1.0)
    different: Array = ~(near | (came == wanted) | (np.isnan(came) & np.isnan(wanted)))
    return different


@IN_SILENCE
def _within(observed: Array, expected: Array, tolerance: Array, *, nan: bool) -> Array:
    """Element by element: |observed - expected| <= tolerance + half an ulp of `observed`, which a float16 is not.

    Where nothing is allowed, as for whole numbers, it has to be the same: 2.9999999996 is not 3.
    """
    same: Array = observed == expected
    if nan:
        same = same | (np.isnan(observed) & np.isnan(expected))
    if same.all() or not tolerance.any():
        return same
    allowed = tolerance.reshape(-1, *[1] * (observed.ndim - 1))
    difference = np.abs(np.subtract(observed, expected, dtype=_exact(observed, expected)))
    right: Array = difference <= allowed
    if observed.dtype.kind in "fc" and _wide(observed) and not right.all():
        right = difference <= allowed + np.spacing(np.abs(observed)).astype(np.float64) / 2
    return same | (right & np.isfinite(observed)) if nan else right & np.isfinite(observed)


def _exact(observed: Array, expected: Array) -> type[np.float64] | type[np.complex128]:
    return np.complex128 if "c" in (observed.dtype.kind, expected.dtype.kind) else np.float64


def _wide(observed: Array) -> bool:
    return bool(np.finfo(observed.dtype).eps <= SINGLE)


def spacing(arrays: Iterable[Array]) -> float:
    """The spacing at 1 of the arithmetic that these arrays ask for."""
    floats = (array.dtype for array in arrays if array.dtype.kind in "fc")
    return max((float(np.finfo(dtype).eps) for dtype in floats), default=DOUBLE)
