"""The one mistake with which a right solution does in every call what the student's program does."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis import extents, promises, sides, slips, zeros
from checks.exercises.convolution.diagnosis.calls import Call, Calls
from checks.exercises.convolution.diagnosis.chosen import attempts as chosen
from checks.exercises.convolution.diagnosis.programs import UNWRITTEN, Mistake, Order, Program, Visit, orders
from checks.exercises.convolution.diagnosis.visits import after, of_kernel, over_places
from checks.exercises.convolution.exceptions import kind

ROOMS = (zeros.mistakes, sides.mistakes, extents.mistakes, slips.mistakes, sides.fixed_images)
TOGETHER: Mapping[str, Visit] = {
    "batch_lost": after(lambda result: np.broadcast_to(result.sum(axis=0), result.shape)),
    "averaged": of_kernel(lambda kernel: kernel / kernel.size),
    "flipped_kernel": of_kernel(lambda kernel: kernel[::-1, ::-1]),
    "integer_output": after(np.trunc),
    "first_image_only": after(lambda result: np.concatenate([result[:1], np.full_like(result[1:], UNWRITTEN)])),
}
UNSEEN = {"unpadded": "pad"}  # known by what is not in the text
SEEN = {"even_kernel_one_short": "less_halved", "even_kernel_window": "odd_window"}  # which the same calls end by
TOO_FEW = (  # zeros, which windows that begin too late end by as well
    *("half_padding", "zeros_for_even_only", "fixed_padding", "padding_once", "one_sided_padding"),
    "even_kernel_one_short",
)
AS_SEEN = {"unpadded": "padding_unused"}  # of which the text says more


def attempted(calls: Calls) -> Named | None:
    """The first mistake that explains every call, crashes and right answers included."""
    if calls.form == "chosen":
        found = chosen.attempted(calls)
        return found and _as_seen(calls, found)
    explaining = (mistake for mistake in _possible(calls) if mistake.program.explains(calls))
    named = next((mistake.named for mistake in explaining if _told(mistake, calls)), None)
    if named and all(call.crashed for call in calls.all):
        return _as_seen(calls, named)._replace(detail="")  # how far it is wrong, a crash does not tell
    return named and _as_seen(calls, named)


def _told(mistake: Mistake, calls: Calls) -> bool:
    """Whether there is a sign of this mistake, beside that it explains what happened.

    Where calls only end, and their exceptions name no shapes, which ones end is all that is known.
    """
    named = mistake.named
    if named.id in TOO_FEW and "offset_window" in calls.landmarks and all(call.array is None for call in calls.wrong):
        return False
    if any(call.array is not None or _names_shapes(call) for call in calls.wrong):
        return promises.kept(named, calls)
    if named.id in SEEN and SEEN[named.id] not in calls.landmarks:
        return False
    unseen = named.id in UNSEEN and UNSEEN[named.id] not in calls.landmarks
    return promises.kept(named, calls) and (unseen or bool(mistake.seen) or named.id in promises.PROMISES)


def _names_shapes(call: Call) -> bool:
    return call.clash is not None or kind(call.message) in ("index", "assigned", "negative")


def beside(first: Named, calls: Calls) -> Named | None:
    """The first mistake that explains every call together with another one, which is known from others."""
    if calls.form == "chosen" or first.id not in TOGETHER:
        return None
    visit = TOGETHER[first.id]
    programs = (
        (mistake.named, mistake.program._replace(visit=visit))
        for mistake in _possible(calls)
        if mistake.program.visit is over_places
    )
    return next((named for named, program in programs if promises.kept(named, calls) and program.explains(calls)), None)


def _possible(calls: Calls) -> Iterator[Mistake]:
    every = chain(*(mistakes(calls.form) for mistakes in ROOMS))
    return (mistake for mistake in every if not mistake.seen or mistake.seen in calls.landmarks)


def _as_seen(calls: Calls, named: Named) -> Named:
    if named.id == "range_too_long" and not calls.crashed:  # too short for some, and too long for none
        return named._replace(id="unfilled_outputs")
    more = AS_SEEN.get(named.id, "")
    return Named(more) if more in calls.landmarks else named


def partly(calls: Calls, parts: Sequence[Calls]) -> list[Named | None]:
    """For each of several parts of the calls the first mistake that explains it wholly; once there is one for the
    first part, nothing is looked for in the others."""
    found: list[Named | None] = [None] * len(parts)
    if calls.form == "chosen":
        return [next((named for each in parts[:1] if (named := chosen.attempted(each))), None), *found[1:]]
    rounds = _rounds(calls, parts)
    for mistake in _possible(calls):
        for order in orders(calls):
            left = {number for number, named in enumerate(found) if named is None}
            for number in _explained(mistake.program, order, rounds, left):
                if _told(mistake, parts[number]):
                    found[number] = _as_seen(calls, mistake.named)
        if not found or found[0]:
            break
    return found


Rounds = list[tuple[Call, frozenset[int]]]
"""Calls, each with the numbers of the parts that it is in."""


def _rounds(calls: Calls, parts: Sequence[Calls]) -> Rounds:
    """What is in most parts comes first, so that what explains none is soon done with."""
    numbers: dict[Call, set[int]] = {}
    for number, part in enumerate(parts):
        for call in part.all:
            numbers.setdefault(call, set()).add(number)
    rounds = [(call, frozenset(numbers[call])) for call in calls.by_turns if call in numbers]
    return sorted(rounds, key=lambda each: (each[0].right, -len(each[1])))


def _explained(program: Program, order: Order, rounds: Rounds, left: set[int]) -> set[int]:
    """Those of the parts that are left in which the program does in every call what the student's did."""
    for call, numbers in rounds:
        if numbers & left and not program.agrees(call, order, memory_shows=False):
            left = left - numbers
            if not left:
                break
    return left
