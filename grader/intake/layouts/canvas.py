"""Canvas, "Download submissions": flat files `lastfirst[_LATE]_<user>_<attachment>_<name>`.

The name of the student is the sortable one in lower case without spaces, and missing where grading is anonymous. A file
that was handed in again is `<name>-1.py`. A text that was typed is `..._<user>_text.html`, a link `..._link.html`.
"""

import re

from grader.intake.layouts.claims import Claim

_USER = r"(?P<who>.*?)_?(?P<late>LATE_)?(?P<user>(?<![^_])\d+|anon_[0-9A-Za-z]+)"
_FILE = re.compile(rf"{_USER}_(?P<attachment>\d+)_(?P<name>.+)", re.DOTALL)
_TYPED = re.compile(rf"{_USER}_(?:text|link)\.html")
_ID_DIGITS = 20


def claim(name: str, *, folder: bool) -> Claim | None:
    """What a name says, if Canvas gave it."""
    if folder or "_" not in name:
        return None
    typed = _TYPED.fullmatch(name)
    found = typed or _FILE.fullmatch(name)
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
