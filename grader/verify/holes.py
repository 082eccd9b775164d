"""A hole: a wrong program that passes, the call that tells it, and what to write so that it is asked."""

import json
import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct

from checks.exercises.inputs.kinds import forms
from checks.exercises.inputs.words import key
from checks.exercises.literals import literal
from checks.model import Answer, Array, Observation, Outcome, Value
from checks.model.arguments import AnyOf, Argument, ArrayOf, Simple, TupleOf
from checks.model.assignment import Task
from checks.printable import one_line

MOST_WRITTEN = 200  # values of an array that is written out
MOST_SHOWN = 60  # characters of a value
WIDTH = 88
OWN = "own"  # the family of a call that says no other


class Hole(Struct, frozen=True, eq=False):
    """What tells a mutant: the call, what is right and what came, why no asked call tells it, and what to write.

    `bounds` are those to change, `families` the list that `[cases] families` has to be, and `block` a call of the
    task's own; each is empty where it is not needed, or does not help.
    """

    call: str
    right: str
    came: str
    why: str
    bounds: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    block: tuple[str, ...] = ()


def call_in_full(function: str, arguments: Mapping[str, Value]) -> str:
    """The call with its values, where these are few."""
    given = ", ".join(f"{name}={_shown(value)}" for name, value in arguments.items())
    return f"{function}({given})"


def right_in_words(answer: Answer) -> str:
    """A right answer."""
    parts: list[Value] = [part.array if part.array.ndim else part.array.item() for part in answer.parts]
    return _shown(tuple(parts) if answer.form == "tuple" else parts[0])


def came_in_words(observation: Observation) -> str:
    """What a call did."""
    if observation.value is not None:
        return _shown(observation.value)
    if observation.outcome in (Outcome.RETURNED, Outcome.NOT_AN_ARRAY):
        return one_line(f"a value of type {observation.type or observation.detail}")
    return one_line(observation.detail or str(observation.outcome), MOST_SHOWN)


def _shown(value: Value) -> str:
    if isinstance(value, np.ndarray):
        text = " ".join(np.array2string(value, separator=", ", threshold=20, edgeitems=2).split())
        return text if len(text) <= MOST_SHOWN else f"an array {value.shape}"
    if isinstance(value, tuple):
        return f"({', '.join(map(_shown, value))})"
    return one_line(literal(value), MOST_SHOWN)


def families_to_add(chosen: Sequence[str], left_out: Sequence[str]) -> tuple[str, ...]:
    """What `[cases] families` has to be so that these are asked, or else a call of the task's own; "" for all."""
    if not chosen:
        return ()
    return tuple(dict.fromkeys((*chosen, *(left_out or (OWN,)))))


def written(task: Task, arguments: Mapping[str, Value]) -> tuple[str, ...]:
    """The call as a table [[tasks.calls]]; nothing where it cannot be written so."""
    lines = ["[[tasks.calls]]"]
    for argument in task.arguments:
        if argument.name not in arguments:
            continue
        if isinstance(argument.form, AnyOf):
            return ()  # calls of such an argument are made by a file alone
        value = arguments[argument.name]
        dtypes = {form.dtype for form in _forms(argument) if isinstance(form, ArrayOf)}
        if value is None and argument.optional and argument.default is None:
            continue
        text = _toml(value, dtypes)
        if text is None:
            return ()
        lines += _wrapped(f"{key(argument.name)} = {text}")
    return tuple(lines)


def _forms(argument: Argument) -> Iterator[Simple]:
    """What an argument may be, or each member of a tuple."""
    if isinstance(argument.form, TupleOf):
        for member in argument.form.members:
            yield from forms(Argument(argument.name, member))
    yield from forms(argument)


def _toml(value: Value, dtypes: set[str]) -> str | None:
    if isinstance(value, np.ndarray):
        plain = value.dtype.name in ("float64", "int64", "bool") and "" in dtypes
        if not (plain or value.dtype.name in dtypes) or value.size > MOST_WRITTEN or 0 in value.shape[:-1]:
            return None
        return _list(value) if np.all(np.isfinite(value)) and value.ndim else None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else None
    members = [_toml(each, dtypes) for each in value] if isinstance(value, tuple) else [None]
    return None if None in members else f"[{', '.join(filter(None, members))}]"


def _list(array: Array) -> str:
    return json.dumps(array.tolist())


def _wrapped(line: str) -> Iterator[str]:
    if len(line) <= WIDTH:
        yield line
        return
    yield from textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
