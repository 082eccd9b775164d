"""Whether the arrays that an assignment names are those that its calls take."""

import re
from collections.abc import Iterator, Mapping

from checks.model.arguments import ArrayOf, DataOf, Form, Given, Members, TupleOf
from checks.model.assignment import Assignment
from grader.assignment.calls import forms
from grader.assignment.npz import Header
from grader.assignment.words import Problems, joined, unknown

_KINDS = {"b": "bool", "i": "int", "u": "uint", "f": "float"}


def problems_of_data(assignment: Assignment, headers: Mapping[str, Header]) -> Problems:
    """Yield key and problem of every argument of a call that is to be data and is not there, or not of its form."""
    for number, task in enumerate(assignment.tasks):
        arguments = {argument.name: argument for argument in task.arguments}
        for index, call in enumerate(task.calls):
            for name, value in call.arguments:
                place = joined(f"tasks[{number}].calls[{index}]", name)
                for inner, given, form in _given(place, value, arguments[name].form):
                    if given.name in headers:
                        array = _dtype(assignment, given.name, headers), headers[given.name].shape
                        yield from _array(inner, form, *array)
                    else:
                        yield inner, unknown("data", given.name, headers)


def _given(place: str, value: Given, form: Form) -> Iterator[tuple[str, DataOf, Form]]:
    """The key of each value that is to be data, with its form."""
    if isinstance(value, Members) and isinstance(form, TupleOf):
        for number, (member, inner) in enumerate(zip(value.values, form.members, strict=True)):
            yield from _given(f"{place}[{number}]", member, inner)
    elif isinstance(value, DataOf):
        yield f"{place}.data", value, form


def _array(place: str, form: Form, dtype: str, shape: tuple[int, ...]) -> Problems:
    wanted = [form for form in forms(form) if isinstance(form, ArrayOf)]
    if not any(len(form.axes) == len(shape) for form in wanted):
        axes = " or ".join(" ".join(form.axes) for form in wanted)
        yield place, f"expected an array with the axes {axes}, it is one with {len(shape)}"
    elif not any(form.dtype in ("", dtype) for form in wanted):
        yield place, f"expected an array of {' or '.join(form.dtype for form in wanted)}, it is one of {dtype}"


def _dtype(assignment: Assignment, name: str, headers: Mapping[str, Header]) -> str:
    """Its name, as a call is given it."""
    if assignment.data[name].divide != 1:
        return "float32"
    letter, digits = re.sub(r"[<>|=]", "", headers[name].dtype)[0], re.sub(r"\D", "", headers[name].dtype)
    return _KINDS[letter] if letter == "b" else f"{_KINDS[letter]}{8 * int(digits)}"
