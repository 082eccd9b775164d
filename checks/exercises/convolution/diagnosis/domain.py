"""For which shapes a solution fails: the first thing to know of it.

"Exactly" is said only where a condition holds for all calls that fail and for no other.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from checks.exercises.convolution.diagnosis.calls import Calls
from checks.exercises.convolution.diagnosis.forms import FORMS
from checks.exercises.convolution.diagnosis.names import Named
from checks.model import Array

LEAST_SHARE = 0.02  # of the calls: a condition that holds for fewer says little
LEAST_OF_TWO = 0.1  # and two conditions together may hold by chance


class _Clause(NamedTuple):
    """A condition or its contrary in words, its number, and for which calls it holds."""

    words: str
    number: int
    holds: Array


def domain(calls: Calls, asked: int) -> str:
    """For which calls the answer is wrong, in a clause; `asked` is how many calls there are in all."""
    count, total = len(calls.wrong), len(calls.all)
    if count == total:
        return f"fails for every shape ({total} calls)"
    fails = np.array([not call.right for call in calls.all])
    clauses = list(_clauses(calls))
    exact = next(_exact(clauses, fails), None)
    if exact is not None and total == asked:
        return f"fails exactly when {exact} ({count} of {total} calls)"
    return f"{_right_whenever(clauses, fails)}{counted(calls)}"


def counted(calls: Calls) -> str:
    """How many calls fail, in a clause."""
    return f"fails for {len(calls.wrong)} of {len(calls.all)} calls"


def _clauses(calls: Calls) -> Iterator[_Clause]:
    for number, condition in enumerate(FORMS[calls.form].conditions):
        holds = np.array([condition.holds(call) for call in calls.all])
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


def name_of_domain(calls: Calls) -> Named | None:
    """What the domain itself tells: no call fails outside of it, and most do inside."""
    shares = []
    for name, holds, least in FORMS[calls.form].names:
        inside = sum(map(holds, calls.all))
        if all(map(holds, calls.wrong)) and len(calls.wrong) >= least * inside:
            shares.append((len(calls.wrong) / inside, name))
    if not shares:
        return None
    conditional = all(call.exception in ("UnboundLocalError", "NameError") for call in calls.wrong)
    return Named(max(shares)[1], *(("There a name gets no value.", "comparison condition") if conditional else ()))
