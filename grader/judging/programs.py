"""Files, calls and limits as the sandbox takes them."""

from collections.abc import Mapping

from checks.model import Case, Value
from checks.model.assignment import Assignment, Limits, Task
from grader.sandbox.request import Program, TripLimits

MEGABYTE = 1 << 20


def model_program(task: Task, assignment: Assignment) -> Program | None:
    """The model solution, where there is one."""
    return program_of(task, assignment.files) if task.file in assignment.files else None


def program_of(task: Task, files: Mapping[str, bytes]) -> Program:
    """A task's file with the others beside it, of which it may import those that are Python."""
    modules = {name.removesuffix(".py"): (name, data) for name, data in files.items() if name.endswith(".py")}
    return Program(modules, task.file.removesuffix(".py"), task.function)


def arguments_of(task: Task, case: Case) -> tuple[tuple[Value, ...], Mapping[str, Value]]:
    """The arguments of a Case: by place up to the first that is left out, the others by name."""
    left_out = (number for number, name in enumerate(task.parameters) if name not in case.arguments)
    by_place = task.parameters[: next(left_out, None)]
    by_name = {name: value for name, value in case.arguments.items() if name not in by_place}
    return tuple(case.arguments[name] for name in by_place), by_name


def trip_limits(limits: Limits, cpu_seconds: float) -> TripLimits:
    """What one trip may use that has this much CPU time."""
    return TripLimits(
        cpu_seconds=cpu_seconds,
        wall_seconds=cpu_seconds * limits.wall_factor,
        memory_bytes=limits.memory_mb * MEGABYTE,
        output_bytes=limits.output_mb * MEGABYTE,
    )
