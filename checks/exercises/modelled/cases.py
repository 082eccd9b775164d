"""The calls of an exercise, made from what its arguments may be."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import numpy as np

from checks.exercises import own
from checks.exercises.families import PROOF, REPEATABLE, SHRUNK, TRACED
from checks.exercises.inputs.bundles import apart, taken_apart, together
from checks.exercises.inputs.calls import Call, Source, generator, small_calls
from checks.exercises.inputs.families import Family
from checks.exercises.inputs.families import families as made_families
from checks.exercises.inputs.simpler import simpler as simpler_calls
from checks.exercises.inputs.sizes import raised
from checks.exercises.inputs.trace import BASE, trace_calls
from checks.model import Case, Data, Fact
from checks.model.arguments import AnyOf, Description
from checks.model.assignment import CasePolicy, Task

FILLS = (0x7F, 0xC5)  # as float64: 1.4e306, as before all other calls, and -1.3e28: an unfilled array differs


def values(task: Task, policy: CasePolicy, _data: Data) -> tuple[Case, ...]:
    """Every case whose answer is compared, family by family."""
    if not is_described(task):
        return ()
    description, source = description_of(task), Source(policy.seed, task.id)
    known = _families(description, source)
    others = _secret_families(description, source) if {family.id for family in known} & {*policy.hidden} else {}
    asked = (others.get(family.id, family) if family.id in policy.hidden else family for family in known)
    return tuple(
        _case(call, f"{family.id}-{number}", family.id, family.about, policy)
        for family in asked
        for number, call in enumerate(family.calls)
    )


def repeated(task: Task, policy: CasePolicy, data: Data) -> tuple[Case, ...]:
    """The largest of these twice, with freed memory filled differently before each.

    It is none that is hidden, whose values would be seen here, unless both are.
    """
    every = [case for case in values(task, policy, data) if not case.extreme]
    every += own.own_calls(task, policy, data)
    every = [case for case in every if not case.hidden or REPEATABLE in policy.hidden]
    if not every:
        return ()
    return twice(max(every, key=size), hidden=REPEATABLE in policy.hidden)


def twice(largest: Case, *, hidden: bool) -> tuple[Case, ...]:
    """The same call twice, with freed memory filled differently before each."""
    return tuple(
        Case(
            id=f"{REPEATABLE}-{number}",
            family=REPEATABLE,
            title=f"call {number + 1} of {len(FILLS)}",
            arguments=largest.arguments,
            fill=fill,
            hidden=hidden,
        )
        for number, fill in enumerate(FILLS)
    )


def traced(task: Task, policy: CasePolicy, _data: Data) -> tuple[Case, ...]:
    """A small call, and one more for each size that can grow, enlarged, for each way through the function."""
    if not is_described(task):
        return ()
    cases: list[Case] = []
    source = Source(policy.seed, task.id)
    base = raised(BASE, generator(source, TRACED), 2) if TRACED in policy.hidden else BASE
    for number, trace in enumerate(trace_calls(description_of(task), source, base)):
        called = {"": trace.base, **trace.enlarged}
        for name, call in called.items():
            title = f"{name} enlarged" if name else "a small call"
            cases.append(_case(call, f"{TRACED}-{number}-{name}", TRACED, title, policy, traced=True))
    return tuple(cases)


def proof_cases(task: Task, policy: CasePolicy) -> tuple[Case, ...]:
    """The small calls, the smallest first."""
    if not is_described(task):
        return ()
    calls = small_calls(description_of(task), Source(policy.seed, task.id))
    return tuple(_case(call, f"{PROOF}-{number}", PROOF, "a small call", policy) for number, call in enumerate(calls))


def simpler(task: Task, facts: tuple[Fact, ...]) -> tuple[Case, ...]:
    """The smallest call that fails with simpler values, the simplest first; none when nothing failed."""
    failing = next((fact for fact in facts if not fact.right), None)
    if failing is None or not is_described(task):
        return ()
    calls = simpler_calls(description_of(task), taken_apart(_written(task), failing.case.arguments))
    return tuple(
        Case(f"{SHRUNK}-{number}", SHRUNK, "", together(arguments), hidden=failing.case.hidden, extreme=True)
        for number, arguments in enumerate(calls)
    )


def families(task: Task) -> Mapping[str, str]:
    """What each family is about."""
    if not is_described(task):
        return {}
    return {family.id: family.about for family in _families(description_of(task), Source(0, task.id))}


def is_described(task: Task) -> bool:
    """Whether calls can be made of what the arguments are said to be."""
    return not any(isinstance(argument.form, AnyOf) for argument in task.arguments)


def description_of(task: Task) -> Description:
    """What the function may be given, as calls are made of it."""
    return apart(_written(task))


def _written(task: Task) -> Description:
    return Description(task.arguments, task.where, task.axes)


def size(case: Case) -> int:
    """How many values there are in the arrays, and how large the whole numbers are."""
    return sum(_sizes(case.arguments.values()))


def _sizes(values: Iterable[object]) -> Iterator[int]:
    for value in values:
        if isinstance(value, np.ndarray):
            yield value.size
        elif isinstance(value, tuple):
            yield from _sizes(value)
        elif isinstance(value, int):
            yield abs(value)


@lru_cache(maxsize=64)
def _families(description: Description, source: Source) -> tuple[Family, ...]:
    return made_families(description, source)


@lru_cache(maxsize=64)
def _secret_families(description: Description, source: Source) -> Mapping[str, Family]:
    """Those that are hidden are made for other sizes than whoever reads this knows."""
    found = made_families(description, source, generator(source, "sizes"))
    return {family.id: family for family in found}


def _case(call: Call, identity: str, family: str, title: str, policy: CasePolicy, *, traced: bool = False) -> Case:
    hidden = family in policy.hidden
    return Case(identity, family, title, together(call.arguments), hidden=hidden, traced=traced, extreme=call.extreme)
