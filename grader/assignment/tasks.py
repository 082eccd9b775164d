"""From the tables of a task in `assignment.toml` to the types that say what it asks."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from checks.model.arguments import (
    Argument,
    ArrayOf,
    Axis,
    DataOf,
    EitherOf,
    FloatOf,
    Form,
    Given,
    IntegerOf,
    OwnCall,
    PairOf,
    RandomOf,
    Written,
)


class TaskError(Exception):
    """A key of a task that cannot be used: where it is, and what was expected."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place, self.problem = place, problem


def described(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A task's table with its inner tables read.

    Raises:
        TaskError: something in these cannot be used.
    """
    read = dict(raw)
    arguments = _table(raw, "arguments")
    read["arguments"] = tuple(_argument(name, each) for name, each in arguments.items())
    read["axes"] = tuple(Axis(name, **each) for name, each in _table(raw, "axes").items())
    read["points"] = tuple(_table(raw, "points").items())
    read["fixed"] = tuple((name, _frozen(value)) for name, value in _table(raw, "fixed").items())
    forms = {argument.name: argument.form for argument in read["arguments"]}
    read["calls"] = tuple(_call(number, each, forms) for number, each in enumerate(raw.get("calls", ())))
    return read


def _table(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = raw.get(key, {})
    if not isinstance(found, dict):
        raise TaskError(key, "expected a table")
    return found


def _argument(name: str, raw: Mapping[str, Any]) -> Argument:
    return Argument(
        name, _form(raw), optional="default" in raw, default=_frozen(raw.get("default")), none=raw.get("none", False)
    )


def _form(raw: Mapping[str, Any]) -> Form:
    bounds = {key: raw[key] for key in ("least", "most") if key in raw}
    if "array" in raw:
        more = {key: raw[key] for key in ("dtype", "sorted") if key in raw}
        return ArrayOf(tuple(raw["array"].split()), **bounds, **more)
    if "integer" in raw:
        return IntegerOf(raw["integer"], **bounds)
    if "float" in raw:
        return FloatOf(raw["float"], **bounds)
    if "pair" in raw:
        first, second = raw["pair"].split()
        return PairOf((first, second), **bounds)
    return EitherOf(tuple(each if isinstance(each, str) else _form(each) for each in raw["either"]))  # type: ignore[misc]


def _call(number: int, raw: Mapping[str, Any], forms: Mapping[str, Form]) -> OwnCall:
    family = raw.get("family", "own")
    given = tuple((name, _given(raw[name], form)) for name, form in forms.items() if name in raw)
    about = raw.get("about", "calls that the assignment names")
    return OwnCall(given, family, about, raw.get("title", f"call {number + 1}"), raw.get("full", ""))


def _given(raw: Any, form: Form) -> Given:
    if isinstance(raw, dict):
        return DataOf(raw["data"]) if "data" in raw else RandomOf(tuple(raw["random"]))
    if isinstance(raw, list) and isinstance(form, ArrayOf):
        array = np.array(raw)
        return Written(array.shape, tuple(array.reshape(-1).tolist()))
    frozen: Given = _frozen(raw)
    return frozen


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
