"""Calls and right answers as data: written by whoever has the model solution, read by whoever has not.

An answer is written with all that it is held to, so that nothing is worked out anew where it is read.
"""

import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
import numpy as np

from checks.dynamic.types_told import ALL
from checks.exercises.families import PROOF, TRACED
from checks.model import Answer, Array, Case, Data, Job
from checks.model.assignment import Assignment, Task
from checks.model.exercise import Shapes
from checks.model.running import AnswerForm
from grader.assignment.npz import DataError
from grader.assignment.recorded import CALLS, VALUES, ArrayAt, RecordedCall, Recording, decoded, recording
from grader.assignment.words import quoted
from grader.judging.kept import Right
from grader.sandbox.client import Sandbox

ALIGNED = 16  # bytes; the largest item that there is


def recorded_jobs(task: Task, assignment: Assignment, data: Data) -> tuple[Job, ...]:
    """The Jobs of a task whose calls come as data; `data` are the assignment's arrays."""
    found = _recording(assignment)
    return tuple(
        Job(job, tuple(_case(call, found, data) for call in calls), bounded=job == PROOF)
        for job, calls in found.tasks[task.id].items()
    )


def recorded_answers(task: Task, assignment: Assignment) -> dict[str, Right]:
    """The right answers to these calls, by the call's id.

    Raises:
        DataError: what is there is no answer.
    """
    found = _recording(assignment)
    return {
        call.id: tuple(_answer(call.id, raw, found) for raw in call.answers)
        for calls in found.tasks[task.id].values()
        for call in calls
    }


def _recording(assignment: Assignment) -> Recording:
    return recording(assignment.files[assignment.answers])


def _case(call: RecordedCall, found: Recording, data: Data) -> Case:
    return Case(
        id=call.id,
        family=call.family,
        title=call.title,
        arguments={name: decoded(raw, _arrays(found), data.__getitem__) for name, raw in call.arguments.items()},
        fill=call.fill,
        traced=call.family == TRACED,
        extreme=call.extreme,
    )


def _answer(id: str, raw: Any, found: Recording) -> Answer:
    try:
        answer = msgspec.convert(decoded(raw, _arrays(found), _no_data, fields=True), Answer)
    except (msgspec.ValidationError, DataError):
        raise DataError(f"the answer to call {quoted(id)} is none") from None
    forms = ("tuple", "array" if getattr(answer.array, "ndim", 0) else "number")
    if answer.form not in forms or not all(map(_is_sound, answer.parts)):
        raise DataError(f"the answer to call {quoted(id)} is none")
    return answer


def _is_sound(part: Answer) -> bool:
    off = part.off is None or part.off >= 0
    return isinstance(part.array, np.ndarray) and part.scale >= 0 and part.terms >= 0 and off and {*part.types} <= ALL


def _no_data(name: str) -> None:
    raise DataError(f"{quoted(name)} is no answer")


def _arrays(found: Recording) -> Callable[[ArrayAt], Array]:
    def array(at: ArrayAt) -> Array:
        view: Array = np.ndarray(at.shape, at.dtype, found.values, at.start)
        view.setflags(write=False)
        return view

    return array


class RecordedAnswers:
    """Those that somebody has written down; no other call has one."""

    def __init__(self, known: Mapping[str, Right]) -> None:
        self._known = known

    def __call__(self, case: Case) -> Right:
        """The right answer to a Case."""
        return self._known[case.id]

    def shapes(self, case: Case) -> Shapes:
        """Those of the parts of the right answer."""
        return tuple(part.array.shape for part in self._known[case.id][0].parts)

    def form(self, case: Case) -> AnswerForm:
        """What the right answer is."""
        return self._known[case.id][0].form

    def knows(self, case: Case) -> bool:
        """Whether there is an answer."""
        return case.id in self._known

    def also(self, _cases: tuple[Case, ...], _box: Sandbox) -> "RecordedAnswers":
        """These: there are no more."""
        return self

    def kept_to(self, _convention: str) -> "RecordedAnswers":
        """These: a model solution follows what it does."""
        return self


def written(tasks: Mapping[str, Iterable[tuple[Job, Mapping[str, Right]]]], data: Data) -> bytes:
    """The file that is read above: of each task, by its id, the jobs with the answers to their cases."""
    values = _Values(data)
    text = {
        id: {job.id: [_call(case, right[case.id], values) for case in job.cases] for job, right in jobs}
        for id, jobs in tasks.items()
    }
    encoded = json.dumps(text, ensure_ascii=False, separators=(",", ":")).encode()
    made = io.BytesIO()
    arrays = {CALLS: np.frombuffer(encoded, np.uint8), VALUES: np.frombuffer(bytes(values.bytes), np.uint8)}
    np.savez_compressed(made, allow_pickle=False, **arrays)
    return made.getvalue()


def _call(case: Case, right: Right, values: "_Values") -> dict[str, Any]:
    return {
        "id": case.id,
        "family": case.family,
        "title": case.title,
        "fill": case.fill,
        "extreme": case.extreme,
        "arguments": {name: values.encoded(value) for name, value in case.arguments.items()},
        "answers": [values.encoded(answer) for answer in right],
    }


class _Values:
    """The bytes of all arrays, each of which is there once."""

    def __init__(self, data: Data) -> None:
        self.bytes = bytearray()
        self._named = {id(array): name for name, array in data.items()}
        self._known: dict[tuple[str, tuple[int, ...], bytes], int] = {}

    def encoded(self, value: Any) -> Any:
        """A value as JSON has it."""
        if isinstance(value, np.ndarray):
            return {"data": self._named[id(value)]} if id(value) in self._named else {"array": self._place(value)}
        if isinstance(value, tuple):
            return {"tuple": [self.encoded(each) for each in value]}
        if isinstance(value, msgspec.Struct):
            return {"fields": {name: self.encoded(each) for name, each in msgspec.structs.asdict(value).items()}}
        if isinstance(value, complex):
            return {"complex": [value.real, value.imag]}
        return value

    def _place(self, array: Array) -> list[Any]:
        plain = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).reshape(array.shape)
        key = (plain.dtype.str, plain.shape, plain.tobytes())
        if key not in self._known:
            self.bytes += bytes(-len(self.bytes) % ALIGNED)
            self._known[key] = len(self.bytes)
            self.bytes += key[2]
        return [key[0], list(key[1]), self._known[key]]
