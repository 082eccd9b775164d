"""The small calls in an order of each submission's own: all have ordinary values, and those that a proof does not
reach are asked as a sample."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

import numpy as np

from checks.exercises import sampling
from checks.exercises.sampling import Families, parity, relation
from checks.model import Case, Value
from checks.model.assignment import CasePolicy, Task


def sample(task: Task, policy: CasePolicy, proof: tuple[Case, ...], of: str) -> Iterator[Case]:
    """The calls of a proof in the order in which the submission `of` is asked them."""
    for number in sampling.order(_marked(proof), policy.seed, task.id, of):
        yield proof[number]


@lru_cache(maxsize=64)
def _marked(proof: tuple[Case, ...]) -> tuple[int, ...]:
    return sampling.marked([families_of(case.arguments) for case in proof])


def families_of(arguments: Mapping[str, Value]) -> Families:
    """The families that a call belongs to: which arguments it is given, and what each is like."""
    given = f"given {', '.join(arguments)}"
    return frozenset({given, *(family for name, value in arguments.items() for family in _of(name, value))})


def _of(name: str, value: Value) -> Iterator[str]:
    if isinstance(value, np.ndarray):
        yield f"{name} {value.dtype.kind}"
        yield from _of_sizes(name, value.shape)
    elif isinstance(value, bool | str | None):
        yield f"{name} {value!r}"
    elif isinstance(value, int):
        yield parity(name, value)
    elif isinstance(value, tuple):
        yield f"{name} of {len(value)}"
        for place, part in enumerate(value):
            yield from _of(f"{name} {place}", part)
        for place, (one, other) in enumerate(pairwise(value)):
            if isinstance(one, int) and isinstance(other, int):
                yield relation(f"{name} {place}", one, other)


def _of_sizes(name: str, sizes: tuple[int, ...]) -> Iterator[str]:
    for axis, size in enumerate(sizes):
        yield parity(f"{name} {axis}", size)
    for axis, (one, other) in enumerate(pairwise(sizes)):
        yield relation(f"{name} {axis}", one, other)
