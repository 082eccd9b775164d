"""Hidden calls of a kind have sizes that the seed chooses; all others stay as they are."""

import numpy as np
import pytest

from checks.exercises import chosen_families, exercise_of
from checks.exercises.families import REPEATABLE, TRACED
from checks.exercises.secret_sizes import COMPARED
from checks.model import Array, Case, Data
from checks.model.assignment import Assignment, CasePolicy, Task

Sizes = dict[str, int]
AXES = {"images": "m h w c", "kernel": "kh kw c", "kernels": "kh kw c nc", "kernel_shape": "kh kw", "padding": "ph pw",
        "stride": "sh sw"}  # fmt: skip


@pytest.fixture(params=range(7), ids=lambda number: f"task {number}")
def task(request: pytest.FixtureRequest, whole: Assignment) -> Task:
    return whole.tasks[request.param]


@pytest.fixture(scope="module")
def data(digits: Array) -> Data:
    return {"digits": digits, "photographs": np.random.default_rng(3).random((4, 32, 32, 3), np.float32)}


def sizes(case: Case) -> Sizes:
    found = {}
    for name, given in case.arguments.items():
        lengths = given.shape if isinstance(given, np.ndarray) else given if isinstance(given, tuple) else ()
        found |= dict(zip(AXES.get(name, "").split(), lengths, strict=False))
    return found


def kinds(case: Case) -> list[object]:
    """The dtypes of arrays, and what a call chooses by a word."""
    given = case.arguments.values()
    return [value.dtype if isinstance(value, np.ndarray) else type(value) for value in given] + [
        value for value in given if isinstance(value, str)
    ]


def grown(cases: list[Sizes]) -> list[Sizes]:
    """By how much each call is larger than the first one in what that has, but for padding."""
    return [{name: each[name] - cases[0][name] for name in each if name[0] != "p"} for each in cases]


def values(task: Task, data: Data, seed: int, hidden: tuple[str, ...]) -> tuple[Case, ...]:
    return exercise_of(task).values(task, CasePolicy(seed, hidden), data)


def same(one: Case, other: Case) -> bool:
    return all(
        np.array_equal(a, b) and getattr(a, "dtype", None) == getattr(b, "dtype", None)
        for a, b in zip(one.arguments.values(), other.arguments.values(), strict=True)
    )


def test_what_is_not_hidden_stays_as_it_is_beside_whatever_is(task: Task, data: Data) -> None:
    public = values(task, data, 4, ())
    hidden = chosen_families(task)[::2]
    for before, now in zip(public, values(task, data, 4, hidden), strict=True):
        assert (before.id, before.family) == (now.id, now.family)
        assert now.hidden == (now.family in hidden)
        if not now.hidden:
            assert before.title == now.title
            assert same(before, now)


def test_the_same_seed_makes_the_same(task: Task, data: Data) -> None:
    first, second = (values(task, data, 11, chosen_families(task)) for _ in range(2))
    assert all(map(same, first, second))


def test_two_seeds_make_other_sizes_and_neither_the_public_ones(task: Task, data: Data) -> None:
    """A few may be alike by chance."""
    public, one, other = (
        [sizes(case) for case in values(task, data, seed, hidden)]
        for seed, hidden in ((1, ()), (1, chosen_families(task)), (2, chosen_families(task)))
    )
    for a, b in ((public, one), (public, other), (one, other)):
        assert sum(x == y for x, y in zip(a, b, strict=True)) < len(a) / 10


def test_a_hidden_call_is_about_what_its_family_is_about(task: Task, data: Data) -> None:
    hidden = chosen_families(task)
    for seed in (1, 2, 3):
        for before, now in zip(values(task, data, seed, ()), values(task, data, seed, hidden), strict=True):
            was, is_ = sizes(before), sizes(now)
            assert is_["kh"] <= is_["h"] + 2 * is_.get("ph", 0), now.title
            assert is_["kw"] <= is_["w"] + 2 * is_.get("pw", 0), now.title
            assert [size % 2 for name, size in was.items() if name[0] == "k"] == [
                size % 2 for name, size in is_.items() if name[0] == "k"
            ]
            for name, size in was.items():
                assert min(size, 2) == min(is_[name], 2), (now.title, name)
            for a, b in COMPARED:
                if a in was and b in was:
                    assert np.sign(was[a] - was[b]) == np.sign(is_[a] - is_[b]), (now.title, a, b)
            assert kinds(before) == kinds(now)


def test_values_stay_whole_below_zero_large_or_alike_where_they_were(task: Task, data: Data) -> None:
    for before, now in zip(values(task, data, 5, ()), values(task, data, 5, chosen_families(task)), strict=True):
        for was, is_ in zip(before.arguments.values(), now.arguments.values(), strict=True):
            if not isinstance(was, np.ndarray):
                continue
            if was.dtype.kind in "iu" and not np.any(was == 0):
                assert np.all(is_), now.title
            assert was.max() >= 0 or is_.max() < 0, now.title
            assert np.abs(is_).max() <= 1.5 * np.abs(was).max(), now.title
            assert (np.abs(was).max() > 10**5) == (np.abs(is_).max() > 10**5), now.title


def test_the_call_that_is_made_twice_stays_the_same_twice(task: Task, data: Data) -> None:
    shown, hidden = (exercise_of(task).repeated(task, CasePolicy(4, names), data) for names in ((), (REPEATABLE,)))
    assert same(*hidden)
    assert [case.fill for case in hidden] == [case.fill for case in shown]
    assert sizes(hidden[0]) != sizes(shown[0])


def test_watched_calls_begin_at_other_sizes_and_grow_as_before(task: Task, data: Data) -> None:
    shown, *others = (
        [sizes(case) for case in exercise_of(task).traced(task, CasePolicy(seed, names), data)]
        for seed, names in ((4, ()), (4, (TRACED,)), (5, (TRACED,)))
    )
    assert shown[0] not in (others[0][0], others[1][0])
    assert others[0][0] != others[1][0]
    for hidden in others:
        assert grown(shown) == grown(hidden)
        assert all(shown[0][side] % 2 == hidden[0][side] % 2 for side in ("h", "w", "kh", "kw"))
