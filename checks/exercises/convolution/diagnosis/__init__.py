"""From the calls that fail to the name of the misconception.

A name is given only if it explains every call that fails, crashes included. It is derived from what the operator of
each shape shows, not from the values of one example.
"""

from collections.abc import Callable, Collection

import msgspec
import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.causes.told import Diagnosis
from checks.exercises.convolution.diagnosis import attempts, images, kernel, pads, places, values
from checks.exercises.convolution.diagnosis.calls import Calls
from checks.exercises.convolution.diagnosis.chosen import branches, readings
from checks.exercises.convolution.diagnosis.domain import counted, domain, name_of_domain
from checks.exercises.convolution.diagnosis.names import in_words_of, misconceptions
from checks.exercises.convolution.exceptions import slice_added
from checks.model import Fact, Misconception
from checks.model.assignment import Policy, Task

# What explains most specifically comes first: a rule sees only what the rules before it did not explain.
CAUSES: tuple[Callable[[Calls], Named | None], ...] = (
    readings.other,
    branches.unpacked,
    branches.pairs,
    branches.unset,
    branches.kinds,
    branches.defaults,
    places.endings,
    images.memory,
    images.batch,
    values.scale,
    values.numbers,
    values.imprecise,
    kernel.kernel,
    images.state,
    pads.zero_slice,
    pads.modes,
    values.arrangement,
    attempts.attempted,
    pads.shifted,
    places.unfilled,
    places.size,
    readings.changing,
    name_of_domain,
    places.crash,
)


OF_ANY_SHAPE = ("imprecise",)  # which calls fail is a matter of their numbers, not of the shapes


@np.errstate(all="ignore")  # what a student returned may hold anything
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
    cause = _cause(calls)
    by_chance = cause is not None and cause.id in OF_ANY_SHAPE
    return Diagnosis(counted(calls) if by_chance else domain(calls, asked), cause, calls.show_memory)


AGAIN = "right for every shape, but not when the same call is made again"
BROADCAST = 'which is what "operands could not be broadcast together" says.'
SMALLER = f"So near the last rows and columns the window is smaller than the kernel, {BROADCAST}"
SLICE = f"So the slice of the images has not the rows and columns of the result, {BROADCAST}"


def _cause(calls: Calls) -> Misconception | None:
    for rule in CAUSES:
        named = rule(calls)
        if named is not None:
            found = in_words_of(
                misconceptions()[named.id],
                chosen=calls.form == "chosen",
                channels=calls.all[0].images.ndim > 3,
                kernels=calls.all[0].kernel.ndim > 3,
            )
            words = [found.explanation, named.detail, _of_the_crashes(calls)]
            return msgspec.structs.replace(
                found, explanation=" ".join(filter(None, words)), landmark=named.landmark or found.landmark
            )
    return None


def _of_the_crashes(calls: Calls) -> str:
    """What numpy's words mean that ended most of the calls that crashed."""
    clashes = [call.clash for call in calls.crashed]
    if sum(clash is not None and clash.smaller for clash in clashes) * 2 > len(clashes):
        return SMALLER
    return SLICE if sum(slice_added(call.message) is not None for call in calls.crashed) * 2 > len(clashes) else ""
