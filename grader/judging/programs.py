"""Files, calls and limits as the sandbox takes them, and a trip that the machine had no part in."""

import hashlib
from collections.abc import Mapping

from checks.model import Case, Outcome, Source, TaskFiles, Value
from checks.model.assignment import Assignment, Limits, Task
from grader.judging.task_files import model_files
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox
from grader.sandbox.listening import Trip
from grader.sandbox.patience import PATIENCE_SECONDS
from grader.sandbox.request import Program, TripLimits

MEGABYTE = 1 << 20


def model_program(task: Task, assignment: Assignment) -> Program | None:
    """The model solution, where there is one."""
    files = model_files(task, assignment)
    return program_of(task, files) if isinstance(files.file, Source) else None


def variant_program(task: Task, assignment: Assignment, file: str) -> Program:
    """A wrong variant of the model solution, in its place."""
    data = assignment.files[file]
    variant = Source(task.file, data, hashlib.sha256(data).hexdigest(), executable=True)
    return program_of(task, TaskFiles(variant, model_files(task, assignment).others))


def program_of(task: Task, files: TaskFiles) -> Program:
    """A task's file with the others beside it that it may import."""
    assert isinstance(files.file, Source)
    modules = {file.name.removesuffix(".py"): (file.name, file.data) for file in (files.file, *files.others)}
    return Program(modules, task.file.removesuffix(".py"), task.function, task.parameters)


def arguments_of(task: Task, case: Case) -> tuple[tuple[Value, ...], Mapping[str, Value]]:
    """The arguments of a Case: those that have a default by name, as whoever calls the function gives them."""
    optional = task.with_default
    if not optional:
        return tuple(case.arguments.values()), {}
    by_place = tuple(value for name, value in case.arguments.items() if name not in optional)
    return by_place, {name: value for name, value in case.arguments.items() if name in optional}


def trip_limits(limits: Limits, cpu_seconds: float, patience_seconds: float = PATIENCE_SECONDS) -> TripLimits:
    """What one trip may use that has this much CPU time."""
    return TripLimits(
        cpu_seconds=cpu_seconds,
        wall_seconds=cpu_seconds * limits.wall_factor,
        memory_bytes=limits.memory_mb * MEGABYTE,
        output_bytes=limits.output_mb * MEGABYTE,
        patience_seconds=patience_seconds,
    )


def patient_trip(
    program: Program, layout: Layout, given: TripLimits, box: Sandbox, watched: frozenset[int] = frozenset()
) -> Trip:
    """One trip, made again where it was killed: once, that may have been a machine out of memory; twice, the file
    did it itself.

    Raises:
        SandboxError: the sandbox failed.
    """
    trip = box.run(program, layout, given, watched)
    if ended_by(trip, Outcome.CRASHED, "SIGKILL"):
        trip = box.run(program, layout, given, watched)
    return trip


def ended_by(trip: Trip, outcome: Outcome, detail: str) -> bool:
    """Whether that is what ended it."""
    return any((found.outcome, found.detail) == (outcome, detail) for found in (trip.loaded, *trip.observations))
