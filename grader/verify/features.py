"""What a call has that can tell programs apart, in words: how its sizes compare, and what its values are like."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
from msgspec import Struct

from checks.exercises.inputs.bundles import SEPARATOR
from checks.exercises.inputs.fitting import of_form
from checks.exercises.inputs.kinds import forms, names_of_sizes, sizes_of
from checks.exercises.modelled.cases import description_of
from checks.model import Array, Case, Value
from checks.model.arguments import ArrayOf, FloatOf, IntegerOf, PairOf
from checks.model.assignment import Task
from checks.printable import one_line
from grader.verify.wider import apart


class Seen(Struct):
    """What all calls that are asked have: the features of each, and the largest and smallest of each size and value."""

    features: list[frozenset[str]]
    every: frozenset[str]
    largest: Mapping[str, float]
    smallest: Mapping[str, float]


def seen(task: Task, cases: tuple[Case, ...]) -> Seen:
    """What the calls that are asked have."""
    each = [frozenset(features(task, case.arguments)) for case in cases]
    numbers = [number for case in cases for number in measures(task, case.arguments)]
    largest: dict[str, float] = {}
    smallest: dict[str, float] = {}
    for name, number in numbers:
        largest[name] = max(number, largest.get(name, number))
        smallest[name] = min(number, smallest.get(name, number))
    return Seen(each, frozenset().union(*each), largest, smallest)


def reason(task: Task, arguments: Mapping[str, Value], asked: Seen) -> str:
    """What the call has that no asked call has: "no call has n < k"."""
    found = list(dict.fromkeys(features(task, arguments)))
    new = [each for each in found if each not in asked.every]
    if new:
        return f"no call has {' and none has '.join(new[:2])}"
    for name, number in measures(task, arguments):
        if name not in asked.largest:
            continue
        if number > asked.largest[name]:
            return f"no call has {name} = {number:g}: the largest that is asked is {asked.largest[name]:g}"
        if number < asked.smallest[name]:
            return f"no call has {name} = {number:g}: the smallest that is asked is {asked.smallest[name]:g}"
    for one, other in combinations(found, 2):
        if not any({one, other} <= each for each in asked.features):
            return f"no call has both {one} and {other}"
    return "no call that is asked has such values"


def features(task: Task, given: Mapping[str, Value]) -> Iterator[str]:
    """What there is to say of a call, the most telling first."""
    arguments = apart(task, given)
    sizes = _sizes(task, arguments)
    names = [name for name in names_of_sizes(description_of(task)) if name in sizes]
    for one, other in combinations(names, 2):
        sign = "<" if sizes[one] < sizes[other] else ">" if sizes[one] > sizes[other] else "="
        yield f"{one} {sign} {other}"
    for argument in description_of(task).arguments:
        value, name = arguments.get(argument.name), argument.name.replace(SEPARATOR, "[")
        if argument.name not in arguments:
            yield f"{name} left out"
        elif value is None or isinstance(value, str | bool):
            yield f"{name} = {one_line(repr(value), 40)}"
        elif isinstance(value, float):
            yield from _of_values(name, np.array([value]))
        elif isinstance(value, np.ndarray):
            yield from _of_array(name, value)
        elif isinstance(value, int) and value < 0:
            yield f"a negative {name}"


def measures(task: Task, given: Mapping[str, Value]) -> Iterator[tuple[str, float]]:
    """Each size, and the largest and the smallest value of each array."""
    arguments = apart(task, given)
    yield from _sizes(task, arguments).items()
    for name, value in arguments.items():
        numbers = np.asarray(value)
        if isinstance(value, np.ndarray | float) and numbers.size and numbers.dtype.kind in "iuf":
            yield f"a value in {name}", float(numbers.max())
            yield f"a value in {name}", float(numbers.min())


def _sizes(task: Task, arguments: Mapping[str, Value]) -> dict[str, int]:
    found: dict[str, int] = {}
    for argument in description_of(task).arguments:
        value = arguments.get(argument.name)
        for form in forms(argument) if argument.name in arguments else ():
            if of_form(form, value):
                found |= zip(sizes_of(form), _lengths(form, value), strict=False)
                break
    return found


def _lengths(form: ArrayOf | IntegerOf | FloatOf | PairOf, value: Value) -> tuple[int, ...]:
    if isinstance(value, np.ndarray):
        return tuple(map(int, value.shape))
    if isinstance(form, IntegerOf) and isinstance(value, int):
        return (value,)
    return tuple(int(each) for each in value if isinstance(each, int)) if isinstance(value, tuple) else ()


def _of_array(name: str, array: Array) -> Iterator[str]:
    if array.dtype.kind == "b":
        kinds = {(True, True): "both true and false", (True, False): "all of {} true", (False, True): "all of {} false"}
        said = kinds.get((bool(array.any()), not array.all()))
        if said and array.size:
            yield f"{said} in {name}" if "{}" not in said else said.format(name)
    elif array.dtype.kind in "iuf":
        yield from _of_values(name, array)
        if array.ndim and array.shape[-1] > 1:
            steps = np.diff(array, axis=-1) if array.dtype.kind == "f" else np.diff(array.astype(float), axis=-1)
            yield f"{name} in rising order" if np.all(steps >= 0) else f"{name} in no rising order"
    if not array.size:
        yield f"no value in {name}"
    yield f"{name} of dtype {array.dtype.name}"


def _of_values(name: str, numbers: Array) -> Iterator[str]:
    if not numbers.size:
        return
    if np.any(numbers < 0):
        yield f"a negative value in {name}"
    if np.any(numbers > 0):
        yield f"a positive value in {name}"
    if np.any(numbers != np.round(numbers)):
        yield f"a value in {name} that is not whole"
    if np.any(np.abs(numbers) > 1):
        yield f"a value in {name} beyond 1"
    if np.any(numbers == 0):
        yield f"a 0 in {name}"
    if numbers.size > 1:
        different = np.unique(numbers).size
        yield f"equal values in {name}" if different < numbers.size else f"different values in {name} alone"
        if different == 1:
            yield f"one value alone in {name}"
