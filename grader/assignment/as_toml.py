"""Parts of an assignment as its `assignment.toml` has them: what is read again is the same."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo

from checks.model.arguments import AnyOf, Argument, ArrayOf, Axis, EitherOf, FloatOf, IntegerOf, PairOf, TupleOf


def table(struct: Struct, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """What of a struct is not as it is anyway; of these keys alone, in their order, where some are given."""
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    for name in keys or fields:
        value = getattr(struct, name)
        if value != _default(fields[name]) and value is not None:
            yield name, plain(value)


def _default(field: FieldInfo) -> Any:
    return field.default_factory() if field.default_factory is not NODEFAULT else field.default


def plain(value: Any) -> Any:
    """A value of strings, numbers, lists and dicts alone."""
    if isinstance(value, Struct):
        return dict(table(value))
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def axis_of(axis: Axis) -> dict[str, int]:
    """The lengths that an axis may have."""
    return {"least": axis.least, **({} if axis.most is None else {"most": axis.most})}


def argument_of(argument: Argument) -> dict[str, Any]:
    """What an argument may be, and what it is where it is left out."""
    raw = _form(argument.form)
    if argument.optional and argument.default is None:
        return {**raw, "none": "default"}
    return {
        **raw,
        **({"none": True} if argument.none else {}),
        **({"default": plain(argument.default)} if argument.optional else {}),
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
    more = {name: value for name, value in table(form) if name not in ("axes", "sizes", "size", "name")}
    return {**names, **more}
