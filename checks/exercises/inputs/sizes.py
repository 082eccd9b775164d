"""Sizes that are chosen for what they show: of a usual call, far apart, at the edge of what is allowed, by chance."""

from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from checks.exercises.inputs.expressions import LARGEST_NUMBER, Condition, names, possible, span
from checks.exercises.inputs.search import Budget, Domain, Sizes, in_order, nearest

if TYPE_CHECKING:
    from numpy.random import Generator

STEPS = 3_000  # of a search for one assignment
TRIES = 200  # to draw sizes that meet the conditions
SPREAD, NUMBERS_SPREAD = 7, 4  # by which an axis or a number that is drawn may exceed the least
# Sizes of axes that nothing is said of, of those that others have to keep below, and of those that have to keep below
# others; no two that are next to each other are alike, so that a mistake in the name of one shows.
USUAL = {"axis": (4, 3, 5), "room": (6, 7, 5), "below": (3, 2)}
LARGER = {"axis": (13, 17, 11), "room": (19, 23, 21), "below": (5, 4, 7)}
NUMBERS = {"axis": (2, 1), "room": (3, 2), "below": (2, 3)}
LONG = 9  # a side that is longer than all others
MOST_MORE = 5  # by which secret sizes may exceed these


class Targets(Struct, frozen=True):
    """The sizes that calls are made for: usual ones of axes, larger ones, and a long side."""

    usual: Mapping[str, tuple[int, ...]]
    larger: Mapping[str, tuple[int, ...]]
    long: int


PUBLIC = Targets(USUAL, LARGER, LONG)


def secret(random: "Generator") -> Targets:
    """Others than those that stand here, which whoever reads this knows."""
    long = LONG + int(random.integers(1, MOST_MORE, endpoint=True))
    return Targets(raised(USUAL, random), raised(LARGER, random), long)


def raised(of: Mapping[str, tuple[int, ...]], random: "Generator", step: int = 1) -> Mapping[str, tuple[int, ...]]:
    """Each of these sizes larger by a multiple of `step`; no two that are next to each other are alike."""
    found = {}
    for role, lengths in of.items():
        several: list[int] = []
        for length in lengths:
            near = {*several[-1:], *(several[:1] if len(several) + 1 == len(lengths) else ())}
            possible = [each for more in range(1, MOST_MORE + 1) if (each := length + step * more) not in near]
            several.append(possible[int(random.integers(len(possible)))])
        found[role] = tuple(several)
    return found


def usual(domain: Domain, axes: frozenset[str], of: Mapping[str, tuple[int, ...]] = USUAL) -> Sizes | None:
    """Sizes as in a usual call; None if no call is possible."""
    return near(domain, target(domain, axes, of))


def target(domain: Domain, axes: frozenset[str], of: Mapping[str, tuple[int, ...]]) -> Sizes:
    """Sizes to look for, which need not meet the conditions; `of` says them for axes, NUMBERS for all others."""
    lengths = {role: cycle(several) for role, several in of.items()}
    numbers = {role: cycle(several) for role, several in NUMBERS.items()}
    return {name: next((lengths if name in axes else numbers)[_role(domain, name)]) for name in domain.ranges}


def near(domain: Domain, wanted: Sizes) -> Sizes | None:
    """The assignment nearest to what is wanted, or else the first one."""
    found = nearest(domain, wanted, Budget(STEPS))
    return found if found is not None else first(domain)


def first(domain: Domain) -> Sizes | None:
    """The smallest assignment."""
    return next((sizes for _, sizes in in_order(domain, Budget(STEPS))), None)


def drawn(domain: Domain, axes: frozenset[str], random: "Generator") -> Sizes | None:
    """An assignment by chance; None if few meet the conditions."""
    for _ in range(TRIES):
        sizes = {}
        for name, (low, high) in domain.ranges.items():
            last = min(high, max(low, 0) + (SPREAD if name in axes else NUMBERS_SPREAD))
            sizes[name] = int(random.integers(max(low, -NUMBERS_SPREAD), max(low, last), endpoint=True))
        if meets(domain, sizes):
            return sizes
    return None


def meets(domain: Domain, sizes: Mapping[str, int]) -> bool:
    """Whether these are possible sizes."""
    if not all(low <= sizes[name] <= high for name, (low, high) in domain.ranges.items()):
        return False
    known = {name: (size, size) for name, size in {**dict.fromkeys(domain.absent, 0), **sizes}.items()}
    return all(possible(condition, known) for condition in (*domain.conditions, *domain.limits))


def edges(domain: Domain, axes: frozenset[str]) -> Iterator[Domain]:
    """The same domain narrowed to what only just meets one condition, or to the most that a number may be."""
    for condition in domain.conditions:
        if condition.comparison in ("<=", ">=") and names(condition):
            yield narrowed(domain, Condition(condition.left, "==", condition.right))
    for name, (low, high) in domain.ranges.items():
        if low < high < LARGEST_NUMBER and name not in axes:
            yield held(domain, {name: high})


def held(domain: Domain, sizes: Mapping[str, int]) -> Domain:
    """The domain in which these sizes have these values."""
    return msgspec.structs.replace(
        domain, ranges={**domain.ranges, **{name: (size, size) for name, size in sizes.items()}}
    )


def below(domain: Domain, name: str, most: int) -> Domain:
    """The domain in which this size is no larger than this."""
    low, high = domain.ranges[name]
    return msgspec.structs.replace(domain, ranges={**domain.ranges, name: (low, min(high, most))})


def narrowed(domain: Domain, *conditions: Condition) -> Domain:
    """The domain with further conditions."""
    return msgspec.structs.replace(domain, limits=(*domain.limits, *conditions))


def _role(domain: Domain, name: str) -> str:
    """Whether others have to keep below this size, or this below others, or neither, by the conditions."""
    point = dict.fromkeys((*domain.ranges, *domain.absent), (9, 9))
    more = {**point, name: (10, 10)}
    changes = []
    for condition in domain.conditions:
        change = _difference(condition, more) - _difference(condition, point)
        if condition.comparison in ("<=", "<"):
            changes.append(change)
        elif condition.comparison in (">=", ">"):
            changes.append(-change)
    if any(change < 0 for change in changes):
        return "below"
    return "room" if any(changes) else "axis"


def _difference(condition: Condition, known: dict[str, tuple[int, int]]) -> float:
    return span(condition.right, known)[0] - span(condition.left, known)[0]
