"""The platforms that rename what they give out, and which of them gave a name."""

from collections.abc import Callable

from grader.intake.entries import Layout
from grader.intake.layouts import brightspace, canvas, moodle
from grader.intake.layouts.claims import Claim

_LONGEST = 1000  # no disk has longer names
_CLAIMS: tuple[tuple[Layout, Callable[..., Claim | None]], ...] = (
    ("moodle", moodle.claim),
    ("brightspace", brightspace.claim),
    ("canvas", canvas.claim),
)


def claimed(name: str, *, folder: bool) -> tuple[Layout, Claim] | None:
    """The platform that gave a name, and what it says."""
    if len(name) > _LONGEST:
        return None
    return next(((layout, said) for layout, claim in _CLAIMS if (said := claim(name, folder=folder))), None)
