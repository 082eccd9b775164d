"""The platforms that rename what they give out, and which of them gave out a folder."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct

from grader.intake.entries import Layout
from grader.intake.layouts import brightspace, canvas, moodle
from grader.intake.layouts.claims import Claim

_LONGEST = 1000  # no disk has longer names
_CLAIMS: dict[Layout, Callable[..., Claim | None]] = {
    "moodle": moodle.claim,
    "brightspace": brightspace.claim,
    "canvas": canvas.claim,
}

Name = tuple[str, bool]  # and whether it is a folder's


def is_one(layout: Layout) -> bool:
    """Whether a layout is that of such a platform."""
    return layout in _CLAIMS


def claimed(name: str, layout: Layout, *, folder: bool) -> Claim | None:
    """What a name says if the platform `layout` gave it; None as no platform does."""
    claim = _CLAIMS.get(layout) if len(name) <= _LONGEST else None
    return claim(name, folder=folder) if claim else None


class Given(Struct, frozen=True):
    """The platform that gave out names: `count` of all `names` are as it gives them."""

    layout: Layout
    count: int
    names: int


def platform(names: Iterable[Name], least: int | None = None) -> Given | None:
    """The one platform that gave out these names, each of which is looked at once; None unless it is at least half of
    them, or `least`.

    One for all, and not by a single name: a student chooses a part of each, which may look like any platform's.
    """
    said: dict[Layout, list[Claim]] = defaultdict(list)
    every = 0
    for name, folder in names:
        every += 1
        for layout in _CLAIMS:
            if claim := claimed(name, layout, folder=folder):
                said[layout].append(claim)
    enough = max(-(-every // 2) if least is None else least, 1)
    found = [
        Given(layout, len(said[layout]), every)
        for layout in _CLAIMS
        if len(said[layout]) >= enough and (layout != "canvas" or canvas.are_its_own(said[layout]))
    ]
    return max(found, key=lambda each: each.count, default=None)
