"""An assignment as the text of an `assignment.toml`: made of what was read, so that no comment is in it."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import tomli_w
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo

from checks.model.arguments import (
    AnyOf,
    Argument,
    ArrayOf,
    Axis,
    DataOf,
    EitherOf,
    FloatOf,
    IntegerOf,
    Members,
    OwnCall,
    PairOf,
    RandomOf,
    TupleOf,
    Written,
)
from checks.model.assignment import Assignment, Task
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
    return tomli_w.dumps({**dict(_table(assignment, KEYS)), "tasks": [_task(task) for task in assignment.tasks]})


def _table(struct: Struct, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """What of a struct is not as it is anyway; of these keys alone, in their order, where some are given."""
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    for name in keys or fields:
        value = getattr(struct, name)
        if value != _default(fields[name]) and value is not None:
            yield name, _plain(value)


def _default(field: FieldInfo) -> Any:
    return field.default_factory() if field.default_factory is not NODEFAULT else field.default


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        return dict(_table(value))
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _task(task: Task) -> dict[str, Any]:
    raw = dict(_table(task, TASK_KEYS))
    read = {
        "imports": {module: list(names) for module, names in task.imports or ()},
        "fixed": {name: _plain(value) for name, value in task.fixed},
        "points": dict(task.points),
        "axes": {axis.name: _axis(axis) for axis in task.axes},
        "arguments": {argument.name: _argument(argument) for argument in task.arguments},
        "calls": [_call(call) for call in task.calls],
    }
    return {**raw, **{name: read[name] for name in raw if name in read}}


def _axis(axis: Axis) -> dict[str, int]:
    return {"least": axis.least, **({} if axis.most is None else {"most": axis.most})}


def _argument(argument: Argument) -> dict[str, Any]:
    raw = _form(argument.form)
    if argument.optional and argument.default is None:
        return {**raw, "none": "default"}
    return {
        **raw,
        **({"default": _plain(argument.default)} if argument.optional else {}),
        **({"none": True} if argument.none else {}),
    }


def _form(form: Any) -> Any:
    match form:
        case EitherOf():
            return {"either": [_form(choice) for choice in form.choices]}
        case AnyOf():
            return {"any": True}
        case TupleOf():
            return {"tuple": [_form(member) for member in form.members]}
        case ArrayOf():
            names = {"array": " ".join(form.axes)}
        case PairOf():
            names = {"pair": " ".join(form.sizes)}
        case IntegerOf():
            names = {"integer": form.size}
        case FloatOf():
            names = {"float": form.name}
        case _:
            return form
    more = {name: value for name, value in _table(form) if name not in ("axes", "sizes", "size", "name")}
    return {**names, **more}


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
    return _plain(value)


def _nested(values: list[Any], shape: tuple[int, ...]) -> Any:
    if not shape:
        return values[0]
    length = len(values) // shape[0] if shape[0] else 0
    return [_nested(values[n * length : (n + 1) * length], shape[1:]) for n in range(shape[0])]
