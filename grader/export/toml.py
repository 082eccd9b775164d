"""An assignment as the text of an `assignment.toml`: made of what was read, so that no comment is in it."""

from typing import Any

import tomli_w

from checks.model.arguments import DataOf, Members, OwnCall, RandomOf, Written
from checks.model.assignment import Assignment, Task
from grader.assignment.as_toml import argument_of, axis_of, plain, table
from grader.assignment.calls import ABOUT, FAMILY

KEYS = ("name", "answers", "tasks", "data", "scoring", "policy", "cases", "limits", "limits_full")
"""The keys that are written, where they are not as they are anyway. Others need a thought on who reads them."""
TASK_KEYS = (
    *("id", "title", "file", "function", "exercise", "loops", "optional", "where", "required"),
    *("forbidden_calls", "tolerance", "types", "order"),
    *("imports", "fixed", "points", "axes", "arguments", "calls"),
)


def toml(assignment: Assignment) -> str:
    """The text, which is read as the same assignment."""
    return tomli_w.dumps({**dict(table(assignment, KEYS)), "tasks": [_task(task) for task in assignment.tasks]})


def _task(task: Task) -> dict[str, Any]:
    raw = dict(table(task, TASK_KEYS))
    read = {
        "imports": {module: list(names) for module, names in task.imports or ()},
        "fixed": {name: plain(value) for name, value in task.fixed},
        "points": dict(task.points),
        "axes": {axis.name: axis_of(axis) for axis in task.axes},
        "arguments": {argument.name: argument_of(argument) for argument in task.arguments},
        "calls": [_call(call) for call in task.calls],
    }
    return {**raw, **{name: read[name] for name in raw if name in read}}


def _call(call: OwnCall) -> dict[str, Any]:
    raw = {"title": call.title, "family": call.family, "about": call.about, "full": call.full}
    usual = {"family": FAMILY, "about": ABOUT, "full": ""}
    said = {name: text for name, text in raw.items() if text != usual.get(name)}
    return {**said, **{name: _given(value) for name, value in call.arguments}}


def _given(value: Any) -> Any:
    match value:
        case DataOf():
            return {"data": value.name}
        case RandomOf():
            return {"random": list(value.shape)}
        case Members():
            return [_given(member) for member in value.values]
        case Written():
            return _nested(list(value.values), value.shape)
    return plain(value)


def _nested(values: list[Any], shape: tuple[int, ...]) -> Any:
    if not shape:
        return values[0]
    length = len(values) // shape[0] if shape[0] else 0
    return [_nested(values[n * length : (n + 1) * length], shape[1:]) for n in range(shape[0])]
