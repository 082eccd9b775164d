"""Makes what the dynamic checks look at from a function of the test's own, which is called here."""

from collections.abc import Callable

import numpy as np

from checks.exercises import exercise_of, families_of, own
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of
from checks.exercises.convolution.form import Form
from checks.model import Array, Case, Finding, Observation, Outcome, Run
from checks.model.assignment import Assignment, CasePolicy, Task
from checks.pipeline import CHECK_IDS, dynamic_checks
from grader.assignment import load
from reference import FOLDER
from tests.tasks import of

RIGHT_LOADED = Observation(Outcome.RETURNED)
ASSIGNMENT = load(FOLDER, CHECK_IDS)
FAMILIES = families_of(of(ASSIGNMENT, "padding"))
BY_ID = {check.id: check for check in dynamic_checks()}


def right(images: Array, kernel: Array, padding: tuple[int, int] = (0, 0)) -> Array:
    padded = np.pad(images, ((0, 0), *((p, p) for p in padding)))
    return np.einsum("mhwij,ij->mhw", np.lib.stride_tricks.sliding_window_view(padded, kernel.shape, (1, 2)), kernel)


def asked_of(task: Task, policy: CasePolicy, digits: Array) -> tuple[Case, ...]:
    """What the checks of the values and of the repeated call ask."""
    data = {"digits": digits}
    exercise = exercise_of(task)
    return (
        *own.own_calls(task, policy, data),
        *exercise.values(task, policy, data),
        *exercise.repeated(task, policy, data),
    )


def observe(function: Callable[..., object], case: Case) -> Observation:
    """What the sandbox would bring back of one call."""
    arguments = [given.copy() if isinstance(given, np.ndarray) else given for given in case.arguments.values()]
    try:
        result = function(*arguments)
    except Exception as error:
        return Observation(Outcome.RAISED, detail=f"{type(error).__name__}: {error}")
    changed = not np.array_equal(arguments[0], images_of(case))
    if not isinstance(result, np.ndarray):
        name = type(result).__name__
        return Observation(Outcome.NOT_AN_ARRAY, detail=name, inputs_changed=changed, type=name)
    return Observation(
        outcome=Outcome.RETURNED,
        array=result,
        shape=result.shape,
        dtype=str(result.dtype),
        inputs_changed=changed,
        value=result,
        type="ndarray",
    )


def made(
    assignment: Assignment,
    digits: Array,
    function: Callable[..., object] = right,
    *,
    form: Form = "valid",
    hidden: tuple[str, ...] = (),
    loaded: Observation = RIGHT_LOADED,
    printed: str = "",
    instead: Callable[[Case], Observation | None] = lambda case: None,
) -> Run:
    """A Run of `function` on every case; `instead` may give another observation of a case."""
    asked = of(assignment, form)
    policy = type(assignment.cases)(assignment.cases.seed, hidden)
    cases = asked_of(asked, policy, digits[:40])
    return Run(
        task=asked,
        policy=assignment.policy,
        exercise=exercise_of(asked),
        cases=cases,
        loaded=loaded,
        observations={case.id: instead(case) or observe(function, case) for case in cases},
        expected=lambda case: oracle.expected(asked, assignment.policy, case),
        shapes=lambda case: (oracle.shapes(asked, assignment.policy, case)[0][1],),
        form=lambda case: "array",
        facts=(),
        landmarks={},
        printed=printed,
        printed_bytes=len(printed),
    )


def judged(check: str, run: Run) -> list[Finding]:
    assert BY_ID[check].applies(run)
    return list(BY_ID[check].judge(run))
