"""Compares returned arrays with the right answers, within the error that rounding may make."""

from collections.abc import Iterable, Iterator

import numpy as np
from msgspec import Struct

from checks.dynamic.rows import Parts, in_order
from checks.dynamic.tolerance import SINGLE, allowed, spacing, within
from checks.exercises.families import APART
from checks.model import Answer, Array, Case, Observation, Outcome, Value
from checks.model.exercise import Difference, Run, Shapes
from checks.model.running import AnswerForm

NUMBERS = "biufc"  # the kinds of dtypes whose values can be taken from each other
VISIBLE = 1e-4  # of the largest value expected: what is less cannot be told apart, and may be rounding
NEAR = 2e-3  # of the largest value expected: float16 keeps to it
VALUES_AT_ONCE = 1 << 16  # that are compared: few enough for the processor's cache
IN_SILENCE = np.errstate(invalid="ignore", over="ignore")  # what a student returned may hold anything


class Match(Struct, frozen=True, eq=False):
    """The right answer that an array equals; `single` where it does so only within the rounding of float32."""

    answer: Answer
    single: bool


def compared(run: Run) -> tuple[Case, ...]:
    """The cases whose answers are compared with the oracle."""
    return tuple(case for case in run.cases if case.family not in APART)


def given_arrays(case: Case) -> Iterator[Array]:
    """The arrays among the arguments, in their order, and those in tuples."""
    return _arrays(case.arguments.values())


def _arrays(values: Iterable[Value]) -> Iterator[Array]:
    for value in values:
        if isinstance(value, np.ndarray):
            yield value
        elif isinstance(value, tuple):
            yield from _arrays(value)


def returned_shapes(observation: Observation, form: AnswerForm) -> Shapes | None:
    """The shapes of what came back in the right form, even of an array too large to be brought; None for all else."""
    if form != "tuple" and observation.outcome is Outcome.RETURNED and observation.shape is not None:
        return (observation.shape,)
    parts = returned(observation, form)
    return None if parts is None else tuple(part.shape for part in parts)


def returned(observation: Observation, form: AnswerForm) -> Parts | None:
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


def match_parts(observed: Parts, case: Case, answers: tuple[Answer, ...]) -> Match | Difference:
    """The right answer that all parts (of the right shapes) equal, or how they differ from the nearest one.

    What float32 work makes of a right answer is right, whatever the dtype it is given back in: an argument cast to
    float32, or a sum kept there. Integers come of no such work: what they miss was cut off. Where there are several
    parts, the first number of an index is that of the part.
    """
    differences = []
    for answer in answers:
        parts = laid_out(observed, case, answer)
        found = [_found(part, case, right) for part, right in zip(parts, answer.parts, strict=True)]
        wrong = [(number, each) for number, each in enumerate(found) if isinstance(each, Difference)]
        if not wrong:
            return Match(answer, any(each.single for each in found if isinstance(each, Match)))
        number, first = wrong[0]
        place = (number, *first.first) if answer.rest else first.first
        total = sum(part.size for part in observed)
        differences.append(Difference(answer, place, sum(each.wrong for _, each in wrong), total))
    return min(differences, key=lambda difference: difference.wrong)


def laid_out(observed: Parts, case: Case, answer: Answer) -> Parts:
    """All parts (of the right shapes) as they are compared: where rows may come in any order, in that of the answer."""
    if not answer.any_order:
        return observed
    right = tuple(part.array for part in answer.parts)
    pairs = list(zip(observed, answer.parts, strict=True))
    eps = spacing(given_arrays(case))
    strict = in_order(observed, right, [allowed(part, eps) for _, part in pairs])
    if strict.every:
        return strict.parts
    return in_order(observed, right, [_most_off(came, part, eps) for came, part in pairs]).parts


def unequal(observed: Array, answers: tuple[Answer, ...]) -> Difference:
    """How `observed` (of the right shape) differs from the nearest right answer where no rounding is allowed for."""
    return min(
        (_mismatch(answer, observed == answer.array) for answer in answers),
        key=lambda mismatch: mismatch.wrong,
    )


@IN_SILENCE
def equal(a: Array, b: Array, answer: Answer) -> bool:
    """Whether two returned arrays of the right shape agree within rounding; NaN equals nothing unless it is right."""
    return bool(np.all(within(a, b, allowed(answer), nan=answer.nan)))


def equal_parts(first: Parts, second: Parts, answer: Answer) -> bool:
    """Whether all parts of two results (of the right shapes) agree within rounding, in any order where any is right."""
    if answer.any_order:
        second = in_order(second, first, [allowed(part) for part in answer.parts]).parts
    return all(map(equal, first, second, answer.parts))


@IN_SILENCE
def imprecise(came: Array, wanted: Array) -> str:
    """What to do where a result (of the right shape) is kept in few figures, or nearly right all over; "" elsewhere."""
    if came.dtype == np.float16:
        return "The result is float16, of which three figures are right: leave the dtype out, then numpy keeps sixteen."
    if came.dtype.kind not in "fc" or not np.all(np.abs(came - wanted) <= NEAR * np.abs(wanted).max(initial=0)):
        return ""
    return "Every value is nearly right: look for float16, for np.round, or for something small that is added."


def _found(observed: Array, case: Case, answer: Answer) -> Match | Difference:
    double = allowed(answer, eps := spacing(given_arrays(case)))
    single = _most_off(observed, answer, eps)
    came, expected = observed.reshape(-1), answer.array.reshape(-1)
    wrong, first, rounded = 0, None, False
    for start in range(0, came.size, VALUES_AT_ONCE):
        part = slice(start, start + VALUES_AT_ONCE)
        right = within(came[part], expected[part], double, nan=answer.nan)
        if not right.all():
            rounded = rounded or not _stored(came[part], expected[part], double, nan=answer.nan).all()
            right = within(came[part], expected[part], single, nan=answer.nan)
        if first is None and not right.all():
            first = start + int(np.argmin(right))
        wrong += right.size - int(np.count_nonzero(right))
    return Match(answer, rounded) if first is None else Difference(answer, _place(first, observed), wrong, came.size)


def _most_off(observed: Array, answer: Answer, eps: float) -> float:
    """How far a value may be off: as float32 work makes it, but where whole numbers came back."""
    return allowed(answer) if observed.dtype.kind in "fc" else allowed(answer, eps)


def _mismatch(answer: Answer, right: Array) -> Difference:
    wrong = right.size - int(np.count_nonzero(right))
    return Difference(answer, _place(int(np.argmin(right)), right) if right.size else (), wrong, right.size)


def _place(number: int, array: Array) -> tuple[int, ...]:
    return tuple(int(n) for n in np.unravel_index(number, array.shape))


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
def _stored(observed: Array, expected: Array, tolerance: float, *, nan: bool) -> Array:
    """The same where the last step alone, keeping the result in a float32, may have rounded it."""
    half = np.spacing(np.abs(observed)).astype(np.float64) / 2 if _wide(observed) else 0.0
    return within(observed, expected, tolerance + half, nan=nan)


def _wide(observed: Array) -> bool:
    return observed.dtype.kind in "fc" and bool(np.finfo(observed.dtype).eps <= SINGLE)
