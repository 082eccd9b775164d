"""For which calls a solution fails, in a clause: the first thing to know of it.

"Exactly" is said only where a condition holds for all calls that fail and for no other.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from checks.model import Array

LEAST_SHARE = 0.02  # of the calls: a condition that holds for fewer says little
LEAST_OF_TWO = 0.1  # and two conditions together may hold by chance

SHARES = ((0.9, "nearly all"), (0.5, "most"), (0.1, "some"))  # of the calls, in words

Call = TypeVar("Call")


class Condition(NamedTuple, Generic[Call]):
    """A condition on a call, in words, and its contrary in words."""

    words: str
    contrary: str
    holds: Callable[[Call], bool]


class _Clause(NamedTuple):
    """A condition or its contrary in words, its number, and for which calls it holds."""

    words: str
    number: int
    holds: Array


def domain(
    conditions: Sequence[Condition[Call]], calls: Sequence[Call], right: Sequence[bool], asked: int, every: str
) -> str:
    """For which calls the answer is wrong, in a clause; `asked` is how many calls there are in all, and `every` is said
    where all of them fail."""
    fails = ~np.array(right, np.bool_)
    count, total = int(fails.sum()), len(calls)
    if count == total:
        return f"fails for {every.format(total)}"
    clauses = list(_clauses(conditions, calls))
    exact = next(_exact(clauses, fails), None)
    if exact is not None and total == asked:
        return f"fails exactly when {exact}"
    return f"{_right_whenever(clauses, fails)}{counted(right)}"


def counted(right: Sequence[bool]) -> str:
    """How many calls fail, in a clause."""
    fails = len(right) - sum(right)
    words = "one" if fails == 1 else next((words for least, words in SHARES if fails >= least * len(right)), "a few")
    return f"fails for {words} of the calls"


def mixed(calls: Iterable[tuple[Hashable, bool]]) -> bool:
    """Whether of calls of one shape, which is given for each, some are right and some are not."""
    first: dict[Hashable, bool] = {}
    return any(first.setdefault(shape, right) != right for shape, right in calls)


def _clauses(conditions: Sequence[Condition[Call]], calls: Sequence[Call]) -> Iterator[_Clause]:
    for number, condition in enumerate(conditions):
        holds = np.array([condition.holds(call) for call in calls], np.bool_)
        yield _Clause(condition.words, number, holds)
        yield _Clause(condition.contrary, number, ~holds)


def _exact(clauses: list[_Clause], fails: Array) -> Iterator[str]:
    """What holds for the calls that fail and for no other, the simplest first."""
    yield from (clause.words for clause in clauses if np.array_equal(clause.holds, fails))
    covering = [clause for clause in clauses if not (fails & ~clause.holds).any()]
    yield from (
        f"{one.words} and {other.words}"
        for one, other in combinations(covering, 2)
        if np.array_equal(one.holds & other.holds, fails)
    )
    inside = [clause for clause in clauses if clause.holds.any() and not (clause.holds & ~fails).any()]
    yield from (
        f"{one.words} or {other.words}"
        for one, other in combinations(inside, 2)
        if np.array_equal(one.holds | other.holds, fails)
    )


def _right_whenever(clauses: list[_Clause], fails: Array) -> str:
    """The widest condition under which no call fails."""
    found = [(int(clause.holds.sum()), clause.words) for clause in clauses if not (clause.holds & fails).any()]
    least = LEAST_SHARE
    if not found:
        least = LEAST_OF_TWO
        found = [
            (int((one.holds & other.holds).sum()), f"{one.words} and {other.words}")
            for one, other in combinations(clauses, 2)
            if one.number != other.number and not (one.holds & other.holds & fails).any()
        ]
    count, words = max(found, default=(0, ""))
    return f"right whenever {words}, " if count >= least * len(fails) else ""
