"""Canvas, "Download submissions": flat files `lastfirst[_LATE]_<user>_<attachment>_<name>`.

The name of the student is the sortable one in lower case without spaces, and missing where grading is anonymous. A file
that was handed in again is `<name>-1.py`. A text that was typed is `..._<user>_text.html`, a link `..._link.html`.
"""

import re
from collections.abc import Collection

from grader.intake.layouts.claims import Claim

_USER = r"(?P<who>.*?)_?(?P<late>LATE_)?(?P<user>(?<![^_])\d+|anon_[0-9A-Za-z]+)"
_FILE = re.compile(rf"{_USER}_(?P<attachment>\d+)_(?P<name>.+)", re.DOTALL)
_TYPED = re.compile(rf"{_USER}_(?:text|link)\.html")
_ID_DIGITS = 20


def are_its_own(claims: Collection[Claim]) -> bool:
    """Whether Canvas gave these names, which are words and numbers only, as others' can be (`2024_03_15_ada.zip`): it
    gives every file a number of its own.
    """
    numbers = [claim.ids["canvas_submission_id"] for claim in claims if claim.name is not None]
    return len(set(numbers)) == len(numbers)


def claim(name: str, *, folder: bool) -> Claim | None:
    """What a name says, if Canvas gave it."""
    if folder or "_" not in name:
        return None
    file = _FILE.fullmatch(name)
    typed = None if file else _TYPED.fullmatch(name)
    found = file or typed
    if found is None:
        return None
    who, user = found["who"], found["user"]
    attachment = "" if typed else found["attachment"]
    return Claim(
        key=f"{who}_{user}",
        student=who or user,
        ids={"canvas_name": who, "canvas_user_id": user, "canvas_submission_id": attachment},
        name=None if typed else found["name"],
        order=attachment.zfill(_ID_DIGITS),
        late=found["late"] is not None,
    )
