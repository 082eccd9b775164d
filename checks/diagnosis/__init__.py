"""From the calls that fail to the name of the misconception.

A name is given only if it explains every call that fails, crashes included. It is derived from what the operator of
each shape shows, not from the values of one example.
"""

from collections.abc import Callable, Collection

import msgspec
from msgspec import Struct

from checks.assignment import Policy, Task
from checks.diagnosis import attempts, images, kernel, pads, places, values
from checks.diagnosis.calls import Calls
from checks.diagnosis.domain import domain, name_of_domain
from checks.diagnosis.names import Named, misconceptions
from checks.model import Fact, Misconception

# What explains most specifically comes first: a rule sees only what the rules before it did not explain.
CAUSES: tuple[Callable[[Calls], Named | None], ...] = (
    places.endings,
    images.memory,
    images.batch,
    values.scale,
    values.numbers,
    kernel.kernel,
    images.state,
    pads.zero_slice,
    pads.modes,
    values.arrangement,
    attempts.attempted,
    pads.shifted,
    places.unfilled,
    places.size,
    name_of_domain,
    places.crash,
)


CRASHES = ("crash", "crash_for_some")  # of these the exception's own hint says more


class Diagnosis(Struct, frozen=True):
    """For which calls the answer is wrong, in a clause, and the cause that explains them all, if there is one."""

    domain: str
    cause: Misconception | None


def diagnose(
    task: Task, policy: Policy, facts: tuple[Fact, ...], asked: int, landmarks: Collection[str] = ()
) -> Diagnosis:
    """What the calls that fail have in common.

    Args:
        task: the task whose function was called.
        policy: what is right where the handout leaves it open.
        facts: the calls that were made.
        asked: how many different calls were to be made.
        landmarks: the kinds of lines that the source has.
    """
    calls = Calls(task, policy, facts, frozenset(landmarks))
    if not calls.wrong:
        return Diagnosis(AGAIN, misconceptions()["state_between_calls"])
    return Diagnosis(domain(calls, asked), _cause(calls))


AGAIN = "right for every shape, but not when the same call is made again"
SMALLER = (
    'Near the last rows and columns the window is smaller than the kernel: "operands could not be broadcast together".'
)


def _cause(calls: Calls) -> Misconception | None:
    for rule in CAUSES:
        named = rule(calls)
        if named is not None:
            found = misconceptions()[named.id]
            words = [found.explanation, named.detail, SMALLER if _windows_are_smaller(calls) else ""]
            return msgspec.structs.replace(
                found, explanation=" ".join(filter(None, words)), landmark=named.landmark or found.landmark
            )
    return None


def _windows_are_smaller(calls: Calls) -> bool:
    """Whether that is what ended most of the calls that crashed."""
    clashes = [call.clash for call in calls.crashed]
    return sum(clash is not None and clash.smaller for clash in clashes) * 2 > len(clashes)
