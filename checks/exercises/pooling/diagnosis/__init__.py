"""From the calls that fail to the name of the misconception.

A name is given only if it explains every call that fails, crashes included.
"""

from collections.abc import Callable, Collection

import msgspec
import numpy as np

from checks.exercises.causes.domain import counted, domain, mixed
from checks.exercises.causes.naming import Named
from checks.exercises.causes.told import Diagnosis
from checks.exercises.pooling.diagnosis import attempts, rules
from checks.exercises.pooling.diagnosis.calls import Call, Calls
from checks.exercises.pooling.diagnosis.conditions import CONDITIONS, VALUES
from checks.exercises.pooling.diagnosis.names import misconceptions
from checks.model import Fact, Misconception

# What explains most specifically comes first: a rule sees only what the rules before it did not explain.
CAUSES: tuple[Callable[[Calls], Named | None], ...] = (
    rules.endings,
    rules.nothing,
    rules.modes,
    rules.memory,
    rules.state,
    rules.numbers,
    rules.imprecise,
    attempts.attempted,
    rules.limits,
    rules.batch,
    rules.axes_moved,
    rules.unfilled,
    rules.crash,
)

OF_ANY_SHAPE = ("imprecise",)  # which calls fail is a matter of their numbers, not of the shapes
AGAIN = "right for every call, but not when the same call is made again"


@np.errstate(all="ignore")  # what a student returned may hold anything
def diagnose(facts: tuple[Fact, ...], asked: int, landmarks: Collection[str] = ()) -> Diagnosis:
    """What the calls that fail have in common.

    Args:
        facts: the calls that were made.
        asked: how many different calls were to be made.
        landmarks: the kinds of lines that the source has.
    """
    calls = Calls(facts, frozenset(landmarks))
    if not calls.wrong:
        return Diagnosis(AGAIN, misconceptions()["state_between_calls"])
    cause = _cause(calls)
    right = [call.right for call in calls.all]
    by_chance = cause is not None and cause.id in OF_ANY_SHAPE
    by_values = mixed((_sides(call), call.right) for call in calls.all)
    conditions = [each for each in CONDITIONS if by_values or each not in VALUES]
    clause = counted(right) if by_chance else domain(conditions, calls.all, right, asked, "every call")
    return Diagnosis(clause, cause, calls.show_memory)


def _sides(call: Call) -> tuple[object, ...]:
    return call.images.shape, call.kh, call.kw, call.sh, call.sw, call.mode, call.without_mode


def _cause(calls: Calls) -> Misconception | None:
    for rule in CAUSES:
        named = rule(calls)
        if named is not None:
            found = misconceptions()[named.id]
            return msgspec.structs.replace(
                found,
                explanation=" ".join(filter(None, [found.explanation, named.detail])),
                landmark=named.landmark or found.landmark,
            )
    return None
