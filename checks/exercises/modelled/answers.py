"""What the model solution returned, as the right answer to a call."""

from typing import Any

import numpy as np

from checks.dynamic.compare import given_arrays
from checks.model import Answer, Array, Case, Value


def answer(case: Case, value: Value) -> Answer:
    """What the model solution returned for a call, as the right answer to it."""
    if isinstance(value, tuple):
        first, *rest = (_part(case, np.asarray(part)) for part in value)
        return Answer((), first.array, first.scale, first.terms, "tuple", tuple(rest), nan=True)
    found = _part(case, np.asarray(value))
    form: Any = "array" if isinstance(value, np.ndarray) else "number"
    return Answer((), found.array, found.scale, found.terms, form, nan=True)


def _part(case: Case, array: Array) -> Answer:
    """Whole numbers and truth values have to be exact; others may lie off by what working with the inputs rounds."""
    along = max(1, len(array)) if array.ndim else 1
    if array.dtype.kind in "biu":
        return Answer((), array, np.zeros(along), nan=True)
    largest = max((_largest(given) for given in (array, *given_arrays(case))), default=0.0)
    terms = max((given.size for given in given_arrays(case)), default=1)
    return Answer((), array, np.full(along, largest), terms, nan=True)


def _largest(array: Array) -> float:
    if not array.size or array.dtype.kind not in "biufc":
        return 0.0
    magnitudes = np.abs(array.astype(np.complex128 if array.dtype.kind == "c" else np.float64))
    finite = magnitudes[np.isfinite(magnitudes)]
    return float(finite.max()) if finite.size else 0.0
