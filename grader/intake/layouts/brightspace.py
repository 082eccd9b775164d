"""Brightspace (D2L), "Download": `<user>-<folder> - First Last - Mar 29, 2018 1205 PM - <name>`, files or folders.

Some institutions add their own number of the student before the name. Everything a student handed in is there: the
same name with several dates.
"""

import re
from datetime import datetime

from grader.intake.layouts.claims import Claim

_NAME = re.compile(
    r"(?P<id>\d+-\d+) - (?:(?P<org>[A-Za-z]{0,3}\d{4,}) - )?(?P<who>.+?) - (?P<date>"
    r"(?:[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+\.?,? \d{4}) \d{3,4}(?: ?[AaPp][Mm])?)(?: - (?P<name>.+))?",
    re.DOTALL,
)
_DATE = re.compile(
    r"(?:(?P<month>[A-Za-z]+)\.? (?P<day>\d+)|(?P<day_first>\d+) (?P<month_second>[A-Za-z]+)\.?),? (?P<year>\d+) "
    r"(?P<hour>\d{1,2})(?P<minute>\d\d)(?: ?(?P<half>[AaPp])[Mm])?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def claim(name: str, *, folder: bool) -> Claim | None:
    """What a name says, if Brightspace gave it."""
    found = _NAME.fullmatch(name) if " - " in name else None
    if found is None:
        return None
    date = _date(found["date"])
    return Claim(
        key=f"{found['id'].partition('-')[0]} {found['who']}",
        student=found["who"],
        ids={"brightspace_id": found["id"], "org_defined_id": found["org"] or "", "full_name": found["who"]},
        name="" if folder else found["name"],
        order=date.isoformat() if date else "",
        submitted=date,
    )


def _date(text: str) -> datetime | None:
    """The date in English; its zone is the institution's, and not known."""
    found = _DATE.fullmatch(text)
    month = (found["month"] or found["month_second"])[:3].lower() if found else ""
    if found is None or month not in _MONTHS:
        return None
    hour = int(found["hour"])
    if half := (found["half"] or "").lower():
        hour = hour % 12 + 12 * (half == "p")
    day = int(found["day"] or found["day_first"])
    try:
        return datetime(int(found["year"]), _MONTHS.index(month) + 1, day, hour, int(found["minute"]))
    except ValueError:
        return None
