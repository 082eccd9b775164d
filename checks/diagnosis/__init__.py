"""From the calls that fail to the name of the misconception.

A name is given only if it explains every call that fails, crashes included. It is derived from what the operator of
each shape shows, not from the values of one example.
"""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from checks.assignment import Policy, Task
from checks.diagnosis import arrays, pads, places
from checks.diagnosis.calls import Calls
from checks.diagnosis.domain import domain
from checks.diagnosis.names import misconceptions
from checks.model import Fact, Misconception

# What explains most specifically comes first: a rule sees only what the rules before it did not explain.
CAUSES: tuple[Callable[[Calls], tuple[str, str] | None], ...] = (
    places.endings,
    arrays.memory,
    arrays.batch,
    arrays.scale,
    arrays.numbers,
    arrays.kernel,
    arrays.state,
    places.zero_slice,
    pads.zeros,
    pads.modes,
    arrays.arrangement,
    places.fixed,
    places.sides,
    places.even,
    pads.shifted,
    places.unfilled,
    places.size,
)


class Diagnosis(Struct, frozen=True):
    """For which calls the answer is wrong, in a clause, and the cause that explains them all, if there is one."""

    domain: str
    cause: Misconception | None


def diagnose(task: Task, policy: Policy, facts: tuple[Fact, ...], asked: int) -> Diagnosis:
    """What the calls that fail have in common. `asked` is how many different calls were to be made."""
    calls = Calls(task, policy, facts)
    if not calls.wrong:
        return Diagnosis(AGAIN, misconceptions()["state_between_calls"])
    return Diagnosis(domain(calls, asked), _cause(calls))


AGAIN = "right for every shape, but not when the same call is made again"


def _cause(calls: Calls) -> Misconception | None:
    for rule in CAUSES:
        named = rule(calls)
        if named is not None:
            name, detail = named
            found = misconceptions()[name]
            return msgspec.structs.replace(found, explanation=f"{found.explanation} {detail}".rstrip())
    return None
