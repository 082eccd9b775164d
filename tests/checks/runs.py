"""Makes what the dynamic checks look at from a function of the test's own, which is called here."""

from collections.abc import Callable

import numpy as np

from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of, kernel_of, padding_of
from checks.exercises.convolution.cases import repeatable_job, values_job
from checks.model import Array, Case, Finding, Observation, Outcome, Run
from checks.model.assignment import Assignment
from checks.pipeline import dynamic_checks

RIGHT_LOADED = Observation(Outcome.RETURNED)
BY_ID = {check.id: check for check in dynamic_checks()}


def right(images: Array, kernel: Array, padding: tuple[int, int] = (0, 0)) -> Array:
    padded = np.pad(images, ((0, 0), *((p, p) for p in padding)))
    return np.einsum("mhwij,ij->mhw", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape, (1, 2)), kernel)


def observe(function: Callable[..., object], case: Case) -> Observation:
    """What the sandbox would bring back of one call."""
    arguments = (images_of(case).copy(), kernel_of(case).copy(), *([padding_of(case)] if padding_of(case) else []))
    try:
        result = function(*arguments)
    except Exception as error:
        return Observation(Outcome.RAISED, detail=f"{type(error).__name__}: {error}")
    changed = not np.array_equal(arguments[0], images_of(case))
    if not isinstance(result, np.ndarray):
        return Observation(Outcome.NOT_AN_ARRAY, detail=type(result).__name__, inputs_changed=changed)
    return Observation(Outcome.RETURNED, result, result.shape, str(result.dtype), inputs_changed=changed)


def made(
    assignment: Assignment,
    digits: Array,
    function: Callable[..., object] = right,
    *,
    task: int = 0,
    hidden: tuple[str, ...] = (),
    loaded: Observation = RIGHT_LOADED,
    printed: str = "",
    instead: Callable[[Case], Observation | None] = lambda case: None,
) -> Run:
    """A Run of `function` on every case; `instead` may give another observation of a case."""
    asked = assignment.tasks[task]
    policy = type(assignment.cases)(assignment.cases.seed, hidden)
    cases = tuple(case for make in (values_job, repeatable_job) for case in make(asked, policy, digits[:40]).cases)
    return Run(
        task=asked,
        policy=assignment.policy,
        cases=cases,
        loaded=loaded,
        observations={case.id: instead(case) or observe(function, case) for case in cases},
        expected=lambda case: oracle.expected(asked, case, assignment.policy),
        facts=(),
        landmarks={},
        printed=printed,
        printed_bytes=len(printed),
    )


def judged(check: str, run: Run) -> list[Finding]:
    assert BY_ID[check].applies(run)
    return list(BY_ID[check].judge(run))
