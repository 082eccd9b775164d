"""What the model solution returned, as the right answer to a call."""

from typing import Any

import numpy as np

from checks.dynamic.compare import CONSTANT, as_array, given_arrays, spacing
from checks.model import Answer, Array, Case, Value

# Rounding is measured by the largest number that is worked with. That is taken to be the largest one given or returned;
# but where a result is much smaller than what is given, as of a change of units, its own size says more, or everything
# that is small would be right. Where it is no more than what is left of numbers that cancel out, it says nothing.
MUCH_SMALLER = 100
LEFT_OVER = 64  # spacings of the arithmetic
ROUGH = 16  # times as much where what is given is float32: the model solution itself rounds there as others do
UNTOLD = 1e12  # times what is given: a result of that size is what rounding makes of a division by 0


def answer(case: Case, value: Value) -> Answer:
    """What the model solution returned for a call, as the right answer to it."""
    if isinstance(value, tuple):
        first, *rest = (_part(case, part) for part in value)
        return Answer((), first.array, first.scale, first.terms, "tuple", tuple(rest), nan=True)
    found = _part(case, value)
    form: Any = "array" if found.array.ndim else "number"
    return Answer((), found.array, found.scale, found.terms, form, nan=True)


def tells(case: Case, value: Value) -> bool:
    """Whether what the model solution returned for an extreme call is an answer that others can be held to."""
    parts = map(as_array, value if isinstance(value, tuple) else (value,))
    most = UNTOLD * max(1.0, _largest_given(case))
    return all(part.dtype.kind not in "fc" or bool(np.all(np.abs(part) <= most)) for part in parts)


def _part(case: Case, value: Value) -> Answer:
    """Whole numbers and truth values have to be exact; others may lie off by what working with the inputs rounds."""
    array = as_array(value)
    along = max(1, len(array)) if array.ndim else 1
    if array.dtype.kind in "biu" or isinstance(value, int):
        return Answer((), array, np.zeros(along), nan=True)
    given, result = _largest_given(case), _largest(array)
    eps = spacing((*given_arrays(case), array))
    scale = max(result, min(given, MUCH_SMALLER * result) if result > LEFT_OVER * eps * given else given)
    terms = max((each.size for each in given_arrays(case)), default=1)
    if _single(case):
        terms = ROUGH * (CONSTANT + terms)
    return Answer((), array, np.full(along, scale), terms, nan=True)


def _single(case: Case) -> bool:
    return any(given.dtype == np.float32 for given in given_arrays(case))


def _largest_given(case: Case) -> float:
    """Of all numbers in the call."""
    numbers = (as_array(given) for given in case.arguments.values() if isinstance(given, int | float | tuple))
    return max(map(_largest, (*given_arrays(case), *numbers)), default=0.0)


def _largest(array: Array) -> float:
    if not array.size or array.dtype.kind not in "iufc":
        return float(array.dtype.kind == "b")
    magnitudes = np.abs(array.astype(np.complex128 if array.dtype.kind == "c" else np.float64))
    finite = magnitudes[np.isfinite(magnitudes)]
    return float(finite.max()) if finite.size else 0.0
