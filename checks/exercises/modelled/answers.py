"""What the model solution returned, as the right answer to a call."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import numpy as np

from checks.dynamic.compare import as_array, given_arrays
from checks.dynamic.tolerance import off_by, scale_by_model, spacing
from checks.dynamic.types_told import types_of
from checks.model import Answer, Array, Case, Observation, Value
from checks.model.assignment import Policy, Task

UNTOLD = 1e12  # times what is given: a result of that size is what rounding makes of a division by 0


def answer_of(task: Task, policy: Policy, case: Case, observation: Observation) -> Answer:
    """What the model solution did in a call of a task, as the right answer to it."""
    found = answer(case, observation.value)
    if policy.tolerance is not None:
        rest = tuple(_with_off(part, policy.tolerance) for part in found.rest)
        found = msgspec.structs.replace(_with_off(found, policy.tolerance), rest=rest)
    types = types_of(observation) if task.types else ()
    return msgspec.structs.replace(found, types=types, any_order=task.order == "any")


def _with_off(part: Answer, share: float) -> Answer:
    return msgspec.structs.replace(part, off=off_by(part.array, share))


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
    with np.errstate(over="ignore", invalid="ignore"):  # what is compared may be float16, or anything at all
        return all(part.dtype.kind not in "fc" or bool(np.all(np.abs(part) <= most)) for part in parts)


def _part(case: Case, value: Value) -> Answer:
    """Whole numbers and truth values have to be exact; others may lie off by what working with the inputs rounds."""
    array = as_array(value)
    if array.dtype.kind in "biu" or isinstance(value, int):
        return Answer((), array, 0.0, nan=True)
    terms = max((each.size for each in given_arrays(case)), default=1)
    eps = spacing((*given_arrays(case), array))
    return Answer((), array, scale_by_model(_largest_given(case), _largest(array), terms, eps), terms, nan=True)


def _largest_given(case: Case) -> float:
    """Of all numbers in the call."""
    numbers = (as_array(number) for number in _numbers(case.arguments.values()))
    return max(map(_largest, (*given_arrays(case), *numbers)), default=0.0)


def _numbers(values: Iterable[Value]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, tuple):
            yield from _numbers(value)
        elif isinstance(value, int | float):
            yield value


def _largest(array: Array) -> float:
    if not array.size or array.dtype.kind not in "iufc":
        return float(array.dtype.kind == "b")
    magnitudes = np.abs(array.astype(np.complex128 if array.dtype.kind == "c" else np.float64))
    finite = magnitudes[np.isfinite(magnitudes)]
    return float(finite.max()) if finite.size else 0.0
