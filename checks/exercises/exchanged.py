"""Pairs of calls that differ in what one array holds and in nothing else: what is worked out of it differs, too."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import pairwise

import msgspec
import numpy as np

from checks.exercises.families import CHANGED
from checks.model import Case, Value
from checks.model.assignment import CasePolicy

LARGEST = 1 << 12  # values of a call that another is made of: enough to tell, few enough to be quick
EACH = 2  # pairs that are made for each array

Pairs = Mapping[str, tuple[tuple[Case, Case], ...]]
"""By the name of an argument that holds an array."""


def pairs(cases: Iterable[Case]) -> Pairs:
    """All pairs among these calls, for every argument that is an array in any of them."""
    known = _Contents()
    alike: dict[str, dict[Hashable, dict[Hashable, Case]]] = defaultdict(lambda: defaultdict(dict))
    for case in cases:
        contents = {name: known.of(value) for name, value in case.arguments.items()}
        for name, value in case.arguments.items():
            if _has_values(value):
                others = tuple(each for each in contents.items() if each[0] != name)
                alike[name][_form(value), others].setdefault(contents[name], case)
    return {name: tuple(_next_to_each_other(groups.values())) for name, groups in alike.items()}


def exchanged(policy: CasePolicy, cases: Iterable[Case]) -> tuple[Case, ...]:
    """The same as some of these with the array of another, so that there are pairs for each array.

    None is made of what is hidden: its values would be seen here.
    """
    shown = [case for case in cases if not case.hidden and not case.extreme and _size(case) <= LARGEST]
    names = dict.fromkeys(name for case in shown for name, value in case.arguments.items() if _has_values(value))
    made = [(name, *pair) for name in names for pair in _alike(name, sorted(shown, key=_size, reverse=True))]
    return tuple(
        msgspec.structs.replace(
            case,
            id=f"{CHANGED}-{number}",
            family=CHANGED,
            title=f"another {name}",
            arguments={**case.arguments, name: other.arguments[name]},
            hidden=CHANGED in policy.hidden,
            extreme=True,  # whoever makes calls in a file may want arrays to go together
        )
        for number, (name, case, other) in enumerate(made)
    )


def _alike(name: str, cases: Iterable[Case]) -> list[tuple[Case, Case]]:
    """The first calls, each with one whose array it can be given: one that is asked with the same, where there is."""
    having = [case for case in cases if _has_values(case.arguments.get(name))]
    by_all = _pairs_of(name, having, _forms)
    return (by_all or _pairs_of(name, having, lambda case: _form(case.arguments[name])))[:EACH]


def _pairs_of(name: str, cases: Iterable[Case], form: Callable[[Case], Hashable]) -> list[tuple[Case, Case]]:
    known = _Contents()
    alike: dict[Hashable, list[Case]] = defaultdict(list)
    for case in cases:
        alike[form(case)].append(case)
    found = []
    for case, *others in alike.values():
        own = known.of(case.arguments[name])
        found += [(case, other) for other in others if known.of(other.arguments[name]) != own][:1]
    return found


def _next_to_each_other(groups: Iterable[Mapping[Hashable, Case]]) -> Iterator[tuple[Case, Case]]:
    for group in groups:
        yield from pairwise(group.values())


def _forms(case: Case) -> Hashable:
    """What a call is asked with, but for the values of arrays."""
    return tuple((name, _form(value)) for name, value in case.arguments.items())


def _form(value: Value) -> Hashable:
    if isinstance(value, np.ndarray):
        return "array", value.shape
    if isinstance(value, tuple):
        return tuple(map(_form, value))
    return type(value).__name__, repr(value)


def _has_values(value: Value) -> bool:
    """Whether it is an array that holds anything, or a tuple with one."""
    return (
        bool(value.size) if isinstance(value, np.ndarray) else isinstance(value, tuple) and any(map(_has_values, value))
    )


def _size(case: Case) -> int:
    return sum(value.size for value in case.arguments.values() if isinstance(value, np.ndarray))


class _Contents:
    """What values hold, as something short that can be compared; an array that many calls have is read once."""

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}

    def of(self, value: Value) -> Hashable:
        """The same for what holds the same numbers."""
        if isinstance(value, tuple):
            return tuple(map(self.of, value))
        if not isinstance(value, np.ndarray):
            return _form(value)
        if id(value) not in self._known:
            head = f"{value.dtype.str} {value.shape}".encode()
            self._known[id(value)] = hashlib.sha256(head + np.ascontiguousarray(value).tobytes()).digest()
        return self._known[id(value)]
