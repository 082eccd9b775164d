"""The one mistake with which a right solution does in every call what the student's program does."""

from collections.abc import Iterator, Sequence
from itertools import chain

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis import extents, promises, sides, slips, zeros
from checks.exercises.convolution.diagnosis.calls import Call, Calls
from checks.exercises.convolution.diagnosis.chosen import attempts as chosen
from checks.exercises.convolution.diagnosis.programs import Mistake, Order, Program, orders

ROOMS = (zeros.mistakes, sides.mistakes, extents.mistakes, slips.mistakes, sides.fixed_images)
AS_SEEN = {"unpadded": "padding_unused"}  # of which the text says more


def attempted(calls: Calls) -> Named | None:
    """The first mistake that explains every call, crashes and right answers included."""
    if calls.form == "chosen":
        return chosen.attempted(calls)
    explaining = (mistake.named for mistake in _possible(calls) if mistake.program.explains(calls))
    named = next((named for named in explaining if promises.kept(named, calls)), None)
    if named and all(call.crashed for call in calls.all):
        return _as_seen(calls, named)._replace(detail="")  # how far it is wrong, a crash does not tell
    return named and _as_seen(calls, named)


def _possible(calls: Calls) -> Iterator[Mistake]:
    every = chain(*(mistakes(calls.form) for mistakes in ROOMS))
    return (mistake for mistake in every if not mistake.seen or mistake.seen in calls.landmarks)


def _as_seen(calls: Calls, named: Named) -> Named:
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
                if promises.kept(mistake.named, parts[number]):
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
