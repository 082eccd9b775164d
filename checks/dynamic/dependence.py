"""Whether what comes back changes with what is given: what stays the same whatever an array holds is not worked out."""

from collections.abc import Iterable

import numpy as np

from checks.dynamic.compare import equal_parts, returned
from checks.dynamic.rows import Parts
from checks.exercises.exchanged import Pairs
from checks.model import Case, Run

TRACE = 1e-9  # of the largest right value


def unmoved(run: Run, pairs: Pairs) -> tuple[str, ...]:
    """The arguments whose values never made a difference where the right answers are different.

    Of a call that ended otherwise nothing is known; nor is anything of memory that is never written, but by luck.
    """
    return tuple(name for name, asked in pairs.items() if _never_differs(run, asked))


def _never_differs(run: Run, pairs: Iterable[tuple[Case, Case]]) -> bool:
    told = False
    for one, other in pairs:
        came, came_then = _returned(run, one), _returned(run, other)
        if came is None or came_then is None or not _tell_apart(run, one, other):
            continue
        if not _same(came, came_then, _span(run, one)):
            return False
        told = True
    return told


def _returned(run: Run, case: Case) -> Parts | None:
    observation = run.observations.get(case.id)
    return None if observation is None else returned(observation, run.form(case))


def _tell_apart(run: Run, one: Case, other: Case) -> bool:
    """Whether the right answers to two calls are different, by more than rounding."""
    right, right_then = (run.expected(case)[0] for case in (one, other))
    arrays, arrays_then = (tuple(part.array for part in each.parts) for each in (right, right_then))
    shapes, shapes_then = ([array.shape for array in each] for each in (arrays, arrays_then))
    return shapes != shapes_then or not equal_parts(arrays, arrays_then, right)


def _span(run: Run, case: Case) -> float:
    """How large the right values of a call are."""
    values = [np.abs(part.array[np.isfinite(part.array)]) for part in run.expected(case)[0].parts]
    return float(max((each.max(initial=0) for each in values), default=0))


def _same(one: Parts, other: Parts, span: float) -> bool:
    """Whether two results differ by less than any right ones would: who adds a trace of an array has not used it."""
    return len(one) == len(other) and all(
        a.shape == b.shape and np.allclose(a, b, rtol=0, atol=TRACE * span, equal_nan=True)
        for a, b in zip(one, other, strict=True)
    )
