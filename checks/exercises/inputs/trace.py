"""Calls that show which loops grow: a small one, and the same with each size enlarged in turn."""

from collections.abc import Mapping

from msgspec import Struct

from checks.exercises.inputs import sizes as chosen
from checks.exercises.inputs.calls import Call, Source, call
from checks.exercises.inputs.expressions import grown, names
from checks.exercises.inputs.kinds import Kind, axes_of, choices, domain, left_out
from checks.exercises.inputs.search import Budget, Domain, Sizes, nearest
from checks.model.arguments import Description

TRACED = "traced"
MOST_TRACES = 6  # kinds of call
FAR = 24  # by which sizes may differ in all from those that are wanted, so that others have room
# Sizes keep their parity, so that a function that treats even ones apart goes the same way.
MORE, LESS_MORE = 4, 2  # by which a size is enlarged; the second where there is no room for the first
BASE = {"axis": (3, 5, 2, 4), "room": (7, 8, 9), "below": (3, 4)}


class Trace(Struct, frozen=True, eq=False):
    """A small call, and by the name of a size the call in which that is larger by an even number.

    Other sizes are larger, too, where conditions tie them to it. A size that cannot grow has no call.
    """

    base: Call
    enlarged: dict[str, Call]


def trace_calls(
    description: Description, source: Source, of: Mapping[str, tuple[int, ...]] = BASE
) -> tuple[Trace, ...]:
    """A trace for each choice that leads a function through other lines, the first kind of call first.

    `of` are the sizes of axes to begin with.
    """
    found = []
    for kind in [kind for kind in choices(description) if not left_out(kind)][:MOST_TRACES]:
        inside, axes = domain(description, kind), axes_of(description)
        base = _base(inside, axes, of)
        if base is not None:
            larger = {name: _enlarged(inside, base, name) for name in inside.ranges}
            found.append(
                Trace(
                    _call(description, kind, base, source),
                    {name: _call(description, kind, sizes, source) for name, sizes in larger.items() if sizes},
                )
            )
    return tuple(found)


def _call(description: Description, kind: Kind, sizes: Sizes, source: Source) -> Call:
    return call(description, kind, sizes, source, TRACED, "random")


def _base(inside: Domain, axes: frozenset[str], of: Mapping[str, tuple[int, ...]]) -> Sizes | None:
    """Sizes that meet the conditions, also when any one of them grows, as far as that is possible."""
    wanted = chosen.target(inside, axes, of)
    roomy = inside
    found = chosen.near(inside, wanted)
    for name, (low, high) in inside.ranges.items():
        for more in (MORE, LESS_MORE):
            if max(low, min(0, high)) + more > high:
                continue
            conditions = [grown(one, name, more) for one in (*inside.conditions, *inside.limits) if name in names(one)]
            narrower = chosen.narrowed(chosen.below(roomy, name, high - more), *conditions)
            better = nearest(narrower, wanted, Budget(chosen.STEPS), most=FAR)
            if better is not None:
                roomy, found = narrower, better
                break
    return found


def _enlarged(inside: Domain, base: Mapping[str, int], name: str) -> Sizes | None:
    """The sizes nearest to the base in which this one is larger."""
    for more in (MORE, LESS_MORE):
        low, high = inside.ranges[name]
        if not low <= base[name] + more <= high:
            continue
        larger = chosen.held(inside, {name: base[name] + more})
        for even in (True, False):
            found = nearest(larger, {**base, name: base[name] + more}, Budget(chosen.STEPS), even=even)
            if found is not None:
                return found
    return None
