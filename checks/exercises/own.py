"""The calls that an assignment names itself, as its handout makes them."""

from collections.abc import Mapping
from typing import cast

import numpy as np

from checks.exercises.families import FULL
from checks.model import Array, Case, Data, Value
from checks.model.arguments import DataOf, Given, Members, OwnCall, RandomOf, Written, flat
from checks.model.assignment import CasePolicy, Task


def own_calls(task: Task, policy: CasePolicy, data: Data) -> tuple[Case, ...]:
    """They come first, in the order in which they are written down."""
    random = np.random.default_rng([policy.seed, *task.id.encode(), *b"own"])
    return tuple(
        Case(
            id=identity(number),
            family=call.family,
            title=call.title,
            arguments={name: _value(given, data, random) for name, given in call.arguments},
            hidden=call.family in policy.hidden,
        )
        for number, call in enumerate(task.calls)
    )


def identity(number: int) -> str:
    """The id of the Case that one of them makes."""
    return f"own-{number}"


def is_own(case: Case) -> bool:
    """Whether one of them made a Case."""
    return case.id.startswith("own-")


def full_calls(task: Task, policy: CasePolicy, data: Data, chunks: Mapping[str, tuple[Array, ...]]) -> tuple[Case, ...]:
    """The first of them that is given data, on all that there is of these, in chunks along the first axis."""
    call = next((call for call in task.calls if _data_of(call) in chunks), None)
    if call is None:
        return ()
    name = _data_of(call)
    random = np.random.default_rng([policy.seed, *task.id.encode(), *b"own"])
    return tuple(
        Case(
            id=f"{FULL}-{number}",
            family=FULL,
            title=f"{len(chunk)} of all",
            arguments={each: _value(given, {**data, name: chunk}, random) for each, given in call.arguments},
            hidden=FULL in policy.hidden,
        )
        for number, chunk in enumerate(chunks[name])
    )


def first_data(task: Task, data: Data) -> Array | None:
    """The data that the first of these calls is given that is given any."""
    return next((data[_data_of(call)] for call in task.calls if _data_of(call) in data), None)


def of_data(task: Task) -> str:
    """The family of the first of these calls that is given data, "" where none is."""
    return next((call.family for call in task.calls if _data_of(call)), "")


def _data_of(call: OwnCall) -> str:
    return next((given.name for _, value in call.arguments for given in flat(value) if isinstance(given, DataOf)), "")


def _value(given: Given, data: Data, random: np.random.Generator) -> Value:
    if isinstance(given, DataOf):
        return data[given.name]
    if isinstance(given, Members):
        return tuple(_value(member, data, random) for member in given.values)
    if isinstance(given, RandomOf):
        return cast(Array, random.standard_normal(given.shape))
    if isinstance(given, Written):
        array = np.array(given.values, given.dtype or None).reshape(given.shape)
        array.setflags(write=False)
        return array
    return given
