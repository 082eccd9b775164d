"""Calls that a description makes, where some of them are hidden."""

import numpy as np
import pytest

from checks.exercises.families import TRACED
from checks.exercises.inputs.fitting import fits
from checks.exercises.modelled import cases
from checks.model import Case
from checks.model.arguments import Description
from checks.model.assignment import CasePolicy, Task
from tests.checks.exercises.inputs.descriptions import EXAMPLES

FIXED = ("one_element", "smallest", "empty", "various_sizes")  # one size is the smallest; these are drawn anyway


@pytest.fixture(params=EXAMPLES.values(), ids=EXAMPLES)
def task(request: pytest.FixtureRequest) -> Task:
    description: Description = request.param
    return Task("0", "", "one.py", "f", arguments=description.arguments, where=description.where, axes=description.axes)


def shapes(case: Case) -> list[object]:
    return [value.shape if isinstance(value, np.ndarray) else value for value in case.arguments.values()]


def has_axes(case: Case) -> bool:
    return any(isinstance(value, np.ndarray) and value.ndim for value in case.arguments.values())


def by_family(task: Task, seed: int, hidden: tuple[str, ...]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases.values(task, CasePolicy(seed, hidden), {}):
        found.setdefault(case.family, []).append(case)
    return found


def test_what_is_not_hidden_stays_as_it_is_beside_whatever_is(task: Task) -> None:
    public = by_family(task, 4, ())
    hidden = tuple(public)[::2]
    made = by_family(task, 4, hidden)
    assert list(made) == list(public)
    for family in public.keys() - {*hidden}:
        for before, now in zip(public[family], made[family], strict=True):
            assert (before.id, shapes(before)) == (now.id, shapes(now))
            assert all(map(np.array_equal, before.arguments.values(), now.arguments.values()))


def test_hidden_families_have_sizes_that_the_seed_chooses_and_that_are_allowed(task: Task) -> None:
    public = by_family(task, 1, ())
    one, other = (by_family(task, seed, tuple(public)) for seed in (1, 2))
    description = cases.description_of(task)
    assert all(fits(description, case.arguments) for family in one.values() for case in family)
    told = {family for family, several in public.items() if family not in FIXED and any(map(has_axes, several))}
    for a, b in ((public, one), (one, other)):
        alike = {family for family in told if [*map(shapes, a[family])] == [*map(shapes, b[family])]}
        assert len(alike) <= len(told) / 2, alike


def test_hidden_calls_that_are_watched_begin_at_other_sizes(task: Task) -> None:
    public, one, other = (
        [shapes(case) for case in cases.traced(task, CasePolicy(seed, hidden), {})]
        for seed, hidden in ((1, ()), (1, (TRACED,)), (2, (TRACED,)))
    )
    assert len({str(public), str(one), str(other)}) > 1
