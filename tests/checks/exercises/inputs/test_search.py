from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.exercises.inputs.expressions import LARGEST_NUMBER, Condition, conditions, possible
from checks.exercises.inputs.search import Budget, Domain, in_order, nearest

PLENTY = 10**6


def domain(ranges: dict[str, tuple[int, int]], *where: str) -> Domain:
    found: list[Condition] = [condition for text in where for condition in conditions(text)]
    return Domain(ranges, (), tuple(found))


def by_force(inside: Domain) -> list[tuple[int, ...]]:
    every = product(*(range(low, high + 1) for low, high in inside.ranges.values()))
    return [
        sizes
        for sizes in every
        if all(
            possible(one, {name: (size, size) for name, size in zip(inside.ranges, sizes, strict=True)})
            for one in inside.conditions
        )
    ]


RANGES = st.tuples(st.integers(-3, 3), st.integers(-3, 3)).map(sorted).map(tuple)
DOMAINS = st.builds(
    lambda a, b, c, where: domain({"a": a, "b": b, "c": c}, *where),
    RANGES,
    RANGES,
    RANGES,
    st.lists(st.sampled_from(["a <= b", "a + b == c", "a*b < c", "b != c", "a == 2*b"]), max_size=2),
)


@given(DOMAINS)
def test_every_assignment_is_found_once_and_in_order(inside: Domain) -> None:
    found = [(key, tuple(sizes.values())) for key, sizes in in_order(inside, Budget(PLENTY))]
    assert sorted(sizes for _, sizes in found) == by_force(inside)
    for (largest, total), sizes in found:
        assert (largest, total) == (max(map(abs, sizes)), sum(map(abs, sizes)))
    assert [key for key, _ in found] == sorted(key for key, _ in found)


@given(DOMAINS, st.tuples(*[st.integers(-3, 3)] * 3), st.booleans())
def test_the_nearest_is_as_near_as_any(inside: Domain, wanted: tuple[int, int, int], even: bool) -> None:
    start = [max(low, min(high, size)) for size, (low, high) in zip(wanted, inside.ranges.values(), strict=True)]
    away = [[size - other for size, other in zip(sizes, start, strict=True)] for sizes in by_force(inside)]
    distances = [sum(map(abs, steps)) for steps in away if not even or not any(step % 2 for step in steps)]
    found = nearest(inside, dict(zip("abc", wanted, strict=True)), Budget(PLENTY), even=even)
    if found is None:
        assert not distances
    else:
        assert sum(abs(size - other) for size, other in zip(found.values(), start, strict=True)) == min(distances)


def test_without_sizes_there_is_one_assignment() -> None:
    assert list(in_order(domain({}), Budget())) == [((0, 0), {})]
    assert nearest(domain({}), {}, Budget()) == {}
    assert list(in_order(domain({}, "1 < 0"), Budget())) == []


def test_sizes_may_be_far_from_0_and_without_an_end() -> None:
    far = domain({"n": (10**9, LARGEST_NUMBER), "k": (0, LARGEST_NUMBER)})
    (_, first), (_, second), *_ = [found for found, _ in zip(in_order(far, Budget()), range(2), strict=False)]
    assert (first, second) == ({"n": 10**9, "k": 0}, {"n": 10**9, "k": 1})


@pytest.mark.parametrize("where", ["a*b == c*c + 1000001", "a + b + c < 0"])
def test_a_search_ends_with_its_steps(where: str) -> None:
    endless = domain(dict.fromkeys("abcdefgh", (0, LARGEST_NUMBER)), where)
    assert list(in_order(endless, Budget(500))) == []
    assert nearest(endless, {}, Budget(500)) is None
