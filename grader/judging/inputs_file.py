"""Runs an assignment's `inputs.py`, in the sandbox: which calls are to be made is all that comes back of it."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import numpy as np

from checks.dynamic import outcomes
from checks.exercises import exercise_of
from checks.exercises.inputs_file import Given
from checks.model import Observation, Outcome, Value
from checks.model.assignment import Assignment, Limits, Task
from checks.printable import one_line
from grader.judging import asking_inputs
from grader.judging.answers import ModelError
from grader.judging.asking_inputs import MOST_CALLS
from grader.judging.programs import MEGABYTE, patient_trip, trip_limits
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox
from grader.sandbox.request import Call, Program

MOST_BYTES = 16 * MEGABYTE  # of one call
DRIVER = Path(asking_inputs.__file__)


def made_by_file(task: Task, assignment: Assignment, limits: Limits, box: Sandbox) -> Given:
    """The calls that are made for a task, each with its arguments in the task's order; the same each time.

    Raises:
        ModelError: it makes none, others the second time, or such as the function cannot be given.
        SandboxError: the sandbox failed.
    """
    if not task.inputs:
        return ()
    first, second = (_made(task, assignment, limits, box) for _ in range(2))
    if repr(list(map(_comparable, first))) != repr(list(map(_comparable, second))):
        raise _error(task, "makes other calls each time; draw numbers from the seed alone that it is given")
    return tuple(_in_order(task, number, call) for number, call in enumerate(first))


def _made(task: Task, assignment: Assignment, limits: Limits, box: Sandbox) -> list[dict[str, Value]]:
    name = PurePosixPath(task.inputs).name
    module = name.removesuffix(".py")
    files = {DRIVER.stem: (DRIVER.name, DRIVER.read_bytes()), module: (name, assignment.files[task.inputs])}
    program = Program(files, DRIVER.stem, asking_inputs.call.__name__)
    numbers = range(MOST_CALLS + 1)
    asked = tuple(Call((number, assignment.cases.seed, module), 0, MOST_BYTES) for number in numbers)
    trip = patient_trip(program, Layout(asked), trip_limits(limits, limits.cpu_seconds), box)
    if trip.loaded.outcome is not Outcome.RETURNED:
        raise _error(task, f"cannot be loaded: {_what(trip.loaded, task)}")
    found: list[dict[str, Value]] = []
    for number, observation in enumerate(trip.observations):
        if observation.value == number and isinstance(observation.value, int):
            break
        found.append(_call(observation, number, task))
    if not 0 < len(found) <= MOST_CALLS:
        raise _error(task, f"makes more than {MOST_CALLS} calls" if found else "makes no call")
    return found


def _call(observation: Observation, number: int, task: Task) -> dict[str, Value]:
    value = observation.value
    if not isinstance(value, tuple) or not value:
        raise _error(task, f"fails at call {number + 1}: {_what(observation, task)}")
    text, *arrays = value
    try:
        assert isinstance(text, np.ndarray)
        assert text.dtype == np.uint8
        told = msgspec.json.decode(text.tobytes(), type=dict[str, dict[str, Any]])
        return {name: _value(each, arrays) for name, each in told.items()}
    except (AssertionError, msgspec.DecodeError, ValueError, TypeError, LookupError, RecursionError):
        raise _error(task, f"makes a call {number + 1} that cannot be read") from None


def _value(told: Mapping[str, Any], arrays: list[Value]) -> Value:
    match told:
        case {"array": int(place)} if 0 < place <= len(arrays):
            array = arrays[place - 1]
            if isinstance(array, np.ndarray):
                array.setflags(write=False)
                return array
        case {"tuple": list(members)}:
            return tuple(_value(member, arrays) for member in members)
        case {"is": None | bool() as value}:
            return value
        case {"integer": int(value)}:
            return value
        case {"float": str(value)}:
            return float.fromhex(value)
        case {"text": str(value)}:
            return value
    raise ValueError("no value")


def _in_order(task: Task, number: int, call: Mapping[str, Value]) -> dict[str, Value]:
    """The call with its arguments in their order."""
    known = {argument.name: argument for argument in task.arguments}
    for name in call:
        if name not in known:
            raise _error(task, f"gives `{one_line(name, 80)}` in call {number + 1}, which the task does not have")
    for name, argument in known.items():
        if name not in call and not argument.optional:
            raise _error(task, f"gives no `{name}` in call {number + 1}, which has no default")
    return {name: call[name] for name in known if name in call}


def _comparable(call: Mapping[str, Value]) -> list[object]:
    """What tells one call from another, all of an array included."""
    return [(name, _whole(value)) for name, value in call.items()]


def _whole(value: Value) -> object:
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    return tuple(map(_whole, value)) if isinstance(value, tuple) else value


def _what(observation: Observation, task: Task) -> str:
    """What happened instead of a call."""
    if observation.outcome is Outcome.NOT_AN_ARRAY:
        return f"it gives more than 15 arrays, or more than {MOST_BYTES // MEGABYTE} MiB"
    return one_line(outcomes.tell(observation, exercise_of(task)).message)


def _error(task: Task, what: str) -> ModelError:
    return ModelError(f"{task.inputs}: {what}")
