"""Right answers that come as data: the calls of tasks without a kind, each with what is right, in an `.npz` file.

It has two arrays of bytes. `calls` is a JSON text: for each task the calls of each job. `values` is what the arrays in
it hold, one after the other; where the text has an array it says the dtype, the shape, and where its bytes begin.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

import msgspec
from msgspec import Struct

from checks.exercises.families import CHANGED, COMMON, PROOF
from checks.model.assignment import Assignment, Task
from checks.printable import one_line
from grader.assignment.npz import MOST_AXES, MOST_SIZE, DataError, member
from grader.assignment.words import LARGEST, ProblemError, quoted

CALLS, VALUES = "calls", "values"
"""The two arrays of the file."""
JOBS = ("values", "traced", PROOF, "repeated", CHANGED)
LARGEST_TEXT, LARGEST_VALUES = 2**25, 2**28  # bytes; of the text, and of all arrays that calls are made of, together
ITEMS = re.compile(r"[<|]?(b1|[iu][1248]|f[248]|c8|c16)")
"""The dtypes that an array may have, as numpy writes them."""
_USUAL_FILL = 0x7F


class RecordedCall(Struct, frozen=True, forbid_unknown_fields=True):
    """A call, and the right answers to it; values are as `decoded` takes them."""

    id: str
    arguments: dict[str, Any]
    answers: tuple[Any, ...]
    family: str
    title: str = ""
    fill: int = _USUAL_FILL
    extreme: bool = False


class Recording(Struct, frozen=True, eq=False):
    """The calls by task and job, and the bytes of the arrays."""

    tasks: Mapping[str, Mapping[str, tuple[RecordedCall, ...]]]
    values: bytearray


class ArrayAt(Struct, frozen=True):
    """An array of the text: what it is, and where its bytes begin."""

    dtype: str
    shape: tuple[int, ...]
    start: int

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return math.prod(self.shape) * int(self.dtype.lstrip("<|")[1:])


def decoded(raw: Any, array: Callable[[ArrayAt], Any], data: Callable[[str], Any], *, fields: bool = False) -> Any:
    """A value of the text: arrays, and what the assignment calls data, are made by those who ask.

    An answer alone has `fields`; a call cannot be given any.

    Raises:
        DataError: it is none.
    """
    match raw:
        case None | bool() | float():
            return raw
        case int() if abs(raw) <= LARGEST:
            return raw
        case str() if not any("\ud800" <= char <= "\udfff" for char in raw):
            return raw
        case {"array": [str(dtype), list(shape), int(start)], **more} if not more:
            return array(_checked(dtype, shape, start))
        case {"data": str(name), **more} if not more:
            return data(name)
        case {"complex": [float(real), float(imaginary)], **more} if not more:
            return complex(real, imaginary)
        case {"tuple": list(members), **more} if not more:
            return tuple(decoded(each, array, data, fields=fields) for each in members)
        case {"fields": dict(named), **more} if fields and not more:
            return {name: decoded(each, array, data, fields=fields) for name, each in named.items()}
    raise DataError(f"{CALLS} has a value that is none: {quoted(str(raw)[:80])}")


def _checked(dtype: str, shape: list[Any], start: int) -> ArrayAt:
    lengths = len(shape) <= MOST_AXES and all(type(length) is int and 0 <= length <= MOST_SIZE for length in shape)
    if not (ITEMS.fullmatch(dtype) and lengths and math.prod(max(1, each) for each in shape) <= MOST_SIZE):
        raise DataError(f"{CALLS} has an array that is none: {quoted(f'{dtype} {shape}'[:80])}")
    return ArrayAt(dtype, tuple(shape), start)


@lru_cache(maxsize=2)
def recording(content: bytes) -> Recording:
    """What the file says; of its calls and values only the form is known to be right.

    Raises:
        DataError: it cannot be read.
    """
    text, values = (_bytes(content, key, most) for key, most in ((CALLS, LARGEST_TEXT), (VALUES, LARGEST_VALUES)))
    try:
        tasks = msgspec.convert(json.loads(text.decode()), dict[str, dict[str, tuple[RecordedCall, ...]]])
    except msgspec.ValidationError as error:
        raise DataError(f"{CALLS} is not as it should be: {one_line(str(error))}") from error
    except (ValueError, RecursionError) as error:
        raise DataError(f"{CALLS} is no JSON text") from error
    return Recording(tasks, values)


def _bytes(content: bytes, key: str, most: int) -> bytearray:
    found = member(BytesIO(content), key, most)
    if found.header.dtype != "|u1" or len(found.header.shape) != 1:
        raise DataError(f"{key} is not an array of bytes with one axis")
    return found.data


def check(assignment: Assignment) -> None:
    """See whether the answers of an assignment that has some are those of its tasks.

    Raises:
        ProblemError: they are not.
    """
    name = assignment.answers
    try:
        found = recording(assignment.files[name])
        for task in assignment.tasks:
            if assignment.recorded(task):
                _check_task(task, found.tasks.get(task.id, {}), len(found.values), assignment)
        for id in found.tasks:
            if id not in {task.id for task in assignment.tasks if assignment.recorded(task)}:
                raise DataError(f"there is no task {quoted(id)} that needs answers")
    except RecursionError:
        raise ProblemError("answers", f"{name}: {CALLS} is nested too deeply") from None
    except DataError as error:
        raise ProblemError("answers", one_line(f"{name}: {error}")) from None


def _check_task(task: Task, jobs: Mapping[str, tuple[RecordedCall, ...]], end: int, assignment: Assignment) -> None:
    for job in jobs:
        if job not in JOBS:
            raise DataError(f"task {task.id} has a job {quoted(job)}; the jobs are {', '.join(JOBS)}")
    calls = [(job, call) for job, several in jobs.items() for call in several]
    if not calls:
        raise DataError(f"holds no calls of task {task.id}")
    if len({call.id for _, call in calls}) < len(calls):
        raise DataError(f"two calls of task {task.id} have the same id")
    arrays = _Arrays(end, assignment)
    for job, call in calls:
        problem = _problem(task, job, call)
        if problem:
            raise DataError(f"call {quoted(call.id)} of task {task.id} {problem}")
        for raw in call.arguments.values():
            decoded(raw, arrays.see, arrays.data)
        for raw in call.answers:
            decoded(raw, arrays.see, arrays.data, fields=True)


def _problem(task: Task, job: str, call: RecordedCall) -> str:
    """What is wrong with a call, beside its values; "" for nothing."""
    given = [argument.name for argument in task.arguments if argument.name in call.arguments]
    lacking = any(not argument.optional and argument.name not in given for argument in task.arguments)
    if list(call.arguments) != given or lacking:
        return f"does not give the arguments {', '.join(task.parameters)}, in this order"
    for text in (call.id, call.family, call.title):
        if one_line(text) != text:
            return f"has a text that is not one line of at most 200 characters: {quoted(text)}"
    if (call.family in COMMON) != (job != "values"):
        return f"is of {job}, and of the family {quoted(call.family)}"
    if not call.answers:
        return "has no answer"
    return "" if 0 <= call.fill < 256 else f"fills memory with {call.fill}, which is no byte"


class _Arrays:
    """Sees whether the arrays of calls are there, and not too large together."""

    def __init__(self, end: int, assignment: Assignment) -> None:
        self._end, self._known, self._left = end, assignment.data, LARGEST_VALUES

    def see(self, array: ArrayAt) -> None:
        self._left -= array.size
        if not 0 <= array.start <= array.start + array.size <= self._end:
            raise DataError(f"{VALUES} ends before an array of {CALLS} does")
        if self._left < 0:
            raise DataError(f"the arrays of a task have more than {LARGEST_VALUES // 2**20} MiB together")

    def data(self, name: str) -> None:
        if name not in self._known:
            raise DataError(f"there is no data {quoted(name)}")
