"""The platforms that rename what they give out, and which of them gave out a folder."""

from collections.abc import Callable, Collection

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


def claimed(name: str, layout: Layout, *, folder: bool) -> Claim | None:
    """What a name says if the platform `layout` gave it; None as no platform does."""
    claim = _CLAIMS.get(layout) if len(name) <= _LONGEST else None
    return claim(name, folder=folder) if claim else None


def platform(names: Collection[Name], least: int | None = None) -> tuple[Layout, int] | None:
    """The one platform that gave out these names, and how many of them; None unless it is at least half of them, or
    `least`.

    One for all, and not by a single name: a student chooses a part of each, which may look like any platform's.
    """
    enough = -(-len(names) // 2) if least is None else least
    found: dict[Layout, int] = {}
    for layout in _CLAIMS:
        said = [claim for name, folder in names if (claim := claimed(name, layout, folder=folder))]
        if len(said) >= max(enough, 1) and (layout != "canvas" or canvas.are_its_own(said)):
            found[layout] = len(said)
    return max(found.items(), key=lambda each: each[1], default=None)
