"""The platforms that rename what they give out, and which of them gave out a folder."""

from collections.abc import Callable, Iterable

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


def platform(names: Iterable[Name], is_work: Callable[[str], bool]) -> tuple[Layout, int] | None:
    """The one platform that gave out these names, and how many of them, if any did.

    One for all: a student chooses a part of each name, which may look like another platform's. Canvas's names are words
    and numbers only, as others' can be: it takes one of a student's work, or half of all.
    """
    every = list(names)
    found: dict[Layout, int] = {}
    for layout in _CLAIMS:
        said = [claim for name, folder in every if (claim := claimed(name, layout, folder=folder))]
        words = layout == "canvas" and not any(claim.name and is_work(claim.name) for claim in said)
        if said and not (words and (len(said) < 2 or 2 * len(said) < len(every))):
            found[layout] = len(said)
    return max(found.items(), key=lambda each: each[1], default=None)
