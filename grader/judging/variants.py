"""What the wrong variants of a model solution do, by which the misconceptions that an assignment names are known."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from checks.dynamic import outcomes
from checks.exercises import exercise_of
from checks.exercises.modelled.answers import answer_of
from checks.model import Case, Misconception, Outcome
from checks.model.assignment import Assignment, Limits, Policy, Task, Variant
from checks.model.exercise import Known
from checks.printable import one_line
from grader.judging.answers import ModelError, answered, call_of
from grader.judging.kept import Right, kept
from grader.judging.programs import patient_trip, trip_limits, variant_program
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox


def known(
    task: Task, assignment: Assignment, cases: tuple[Case, ...], limits: Limits, folder: Path, box: Sandbox
) -> tuple[Known, ...]:
    """Each misconception of a task, with what its variant does in these Cases; that is kept in `folder`.

    Raises:
        ModelError: a variant cannot be loaded.
        SandboxError: the sandbox failed.
    """
    asked = frozenset(case.id for case in cases)

    def said(variant: Variant) -> Known:
        by = msgspec.msgpack.encode(
            ("variant", task.file, task.function, task.types, task.order, variant.file, assignment.files),
            order="deterministic",
        )
        answers = kept(
            by, cases, folder, lambda: dict(_asked(task, assignment, variant, cases, limits, box)), whole=False
        )
        return Known(_misconception(variant), asked, answers)

    return tuple(map(said, task.misconceptions))


def _misconception(variant: Variant) -> Misconception:
    return Misconception(variant.name, variant.name, "", variant.explanation, variant.hint)


def _asked(
    task: Task, assignment: Assignment, variant: Variant, cases: tuple[Case, ...], limits: Limits, box: Sandbox
) -> Iterator[tuple[str, Right]]:
    """What the variant returns, where it returns something."""
    layout = Layout(tuple(call_of(task, case) for case in cases))
    program = variant_program(task, assignment, variant.file)
    trip = patient_trip(program, layout, trip_limits(limits, limits.cpu_seconds), box)
    if trip.loaded.outcome is not Outcome.RETURNED:
        what = one_line(outcomes.tell(trip.loaded, exercise_of(task)).message)
        raise ModelError(f"{variant.file}: the variant cannot be loaded: {what}")
    if cases and all(observation.outcome is Outcome.NOT_RUN for observation in trip.observations):
        raise ModelError(f"{variant.file}: the variant defines no function `{task.function}`")
    for case, observation in zip(cases, trip.observations, strict=True):
        if answered(observation):
            yield case.id, (answer_of(task, Policy(), case, observation),)
