"""From the calls that fail to the name of the misconception.

A name is given only if it explains every call that fails, crashes included. It is derived from what the operator of
each shape shows, not from the values of one example.
"""

from collections.abc import Callable, Collection, Iterable

import msgspec
import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.causes.told import Diagnosis
from checks.exercises.convolution.diagnosis import attempts, images, kernel, kinds, pads, places, promises, values
from checks.exercises.convolution.diagnosis.calls import Calls, calls_of
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
    places.nothing,
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
)
NEARLY = (images.memory, values.imprecise, images.state)  # where what is wrong is too small for any other cause
OF_PARTS: tuple[Callable[[Calls], Named | None], ...] = (
    images.batch,
    values.scale,
    values.numbers,
    kernel.kernel,
    pads.modes,
    values.arrangement,
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
    calls = calls_of(task, policy, facts, frozenset(landmarks))
    if not calls.wrong:
        return Diagnosis(AGAIN, misconceptions()["state_between_calls"])
    named = _named(calls)
    cause = _in_words(named, calls) if named else _of_parts(calls)
    whole = named is not None or cause is None
    if cause is None and (ended := places.crash(calls)):
        cause = _in_words(ended, calls)
    by_chance = cause is not None and cause.id in OF_ANY_SHAPE
    return Diagnosis(counted(calls) if by_chance else domain(calls, asked), cause, calls.show_memory, whole)


MORE = "For {others} more is wrong."
RIGHT = "For {others} all is right."
AGAIN = "right for every shape, but not when the same call is made again"
BROADCAST = 'which is what "operands could not be broadcast together" says.'
SMALLER = f"So near the last rows and columns the window is smaller than the kernel, {BROADCAST}"
AT_THE_END = (  # causes of windows that are too small near the last rows and columns, and nowhere else
    *("unpadded", "padding_unused", "even_kernel_one_short", "half_padding", "zeros_for_even_only", "fixed_padding"),
    *(
        "padding_once",
        "range_too_long",
        "range_of_other_size",
        "output_size",
        "one_sided_padding",
        "height_width_swapped",
    ),
)
SLICE = f"So the slice of the images has not the rows and columns of the result, {BROADCAST}"


def _named(calls: Calls) -> Named | None:
    """What explains every call that fails."""
    rules = NEARLY if all(call.near for call in calls.wrong) else CAUSES
    return _first(rules, calls)


def _first(rules: Iterable[Callable[[Calls], Named | None]], calls: Calls) -> Named | None:
    found = (rule(calls) for rule in rules)
    return next((named for named in found if named and promises.kept(named, calls)), None)


def _of_parts(calls: Calls) -> Misconception | None:
    """What explains every call of one kind, the largest that there is, and what explains the others, if anything."""
    parts = list(kinds.parts(calls))
    found = [_first(OF_PARTS, part) for _, part in parts]
    until = next((number for number, named in enumerate(found) if named), len(parts))
    tried = attempts.partly(calls, [part for _, part in parts[:until]])
    number = next((number for number, named in enumerate((*tried, *found[until:])) if named), None)
    if number is None:
        return None
    (kind, part), named = parts[number], (*tried, *found[until:])[number]
    assert named is not None
    others = calls.those(lambda call: not kind.holds(call))
    return _told(kind, _in_words(named, part), _of_others(named, others), others_fail=bool(others.wrong))


def _of_others(first: Named, others: Calls) -> Misconception | None:
    if not others.wrong:
        return None
    named = _first((*OF_PARTS, attempts.attempted, lambda calls: attempts.beside(first, calls)), others)
    return _in_words(named, others) if named and named.id != first.id else None


def _told(kind: kinds.Kind, cause: Misconception, other: Misconception | None, *, others_fail: bool) -> Misconception:
    """A cause that explains one kind of calls alone, and that of the others beside it."""
    rest = (MORE if others_fail else RIGHT).format(others=kind.others)
    if other:
        rest = f"For {kind.others}: {other.name}. {other.explanation}"
    return msgspec.structs.replace(
        cause,
        name=f"{cause.name}; for {kind.others}: {other.name}" if other else cause.name,
        explanation=f"For {kind.of}: {cause.explanation} {rest}",
        hint=f"{cause.hint} For {kind.others}: {other.hint}" if other else cause.hint,
    )


def _in_words(named: Named, calls: Calls) -> Misconception:
    found = in_words_of(
        misconceptions()[named.id],
        chosen=calls.form == "chosen",
        channels=calls.all[0].images.ndim > 3,
        kernels=calls.all[0].kernel.ndim > 3,
    )
    formulas = named.detail if named.id == "output_size" else ""  # what is to be changed, more than the name says
    words = [found.explanation, "" if formulas else named.detail, _of_the_crashes(named, calls)]
    return msgspec.structs.replace(
        found,
        explanation=" ".join(filter(None, words)),
        hint=named.hint or formulas or found.hint,
        landmark=named.landmark or found.landmark,
    )


def _of_the_crashes(named: Named, calls: Calls) -> str:
    """What numpy's words mean that ended most of the calls that crashed."""
    clashes = [call.clash for call in calls.crashed]
    if named.id in AT_THE_END and sum(clash is not None and clash.smaller for clash in clashes) * 2 > len(clashes):
        return SMALLER
    return SLICE if sum(slice_added(call.message) is not None for call in calls.crashed) * 2 > len(clashes) else ""
