"""Makes what the checks look at from a function of the test's own, which is called here."""

from collections.abc import Callable

from checks.exercises import exercise_of, own
from checks.exercises.pooling import oracle
from checks.model import Array, Case, Run
from checks.model.assignment import Assignment, CasePolicy
from tests.checks.runs import RIGHT_LOADED, observe
from tests.pooled import task_of


def right(images: Array, kernel_shape: tuple[int, int], stride: tuple[int, int], mode: str = "max") -> Array:
    return oracle.pooled(images, kernel_shape, stride, mode)


def made(
    assignment: Assignment,
    pictures: Array,
    function: Callable[..., object] = right,
    hidden: tuple[str, ...] = (),
) -> Run:
    """A Run of `function` on the assignment's own calls and those of the values."""
    task, policy = task_of(assignment), CasePolicy(hidden=hidden)
    data = {"photographs": pictures}
    cases: tuple[Case, ...] = (
        *own.own_calls(task, policy, data),
        *exercise_of(task).values(task, policy, data),
    )
    return Run(
        task=task,
        policy=assignment.policy,
        exercise=exercise_of(task),
        cases=cases,
        loaded=RIGHT_LOADED,
        observations={case.id: observe(function, case) for case in cases},
        expected=lambda case: oracle.expected(task, assignment.policy, case),
        shapes=lambda case: (oracle.shapes(task, assignment.policy, case)[0][1],),
        form=lambda case: "array",
        facts=(),
        landmarks={},
        printed="",
        printed_bytes=0,
    )
