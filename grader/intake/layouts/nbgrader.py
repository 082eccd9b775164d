"""nbgrader: `submitted/<student>/<assignment>/`, each with a `timestamp.txt` where it was collected by nbgrader."""

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.intake.looking import Kind, held, look
from grader.intake.tree import BrokenError, Folder, ordinary_folders

SUBMITTED = "submitted"
SIGNS = frozenset(("source", "release", "autograded", "downloaded", "nbgrader_config.py", "gradebook.db"))
"""What lies beside it in nbgrader's folder of a course."""
TIMESTAMP = "timestamp.txt"

_LARGEST = 1000
_TIME = re.compile(r"(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)(?:\.\d+)?(?: (?P<zone>[A-Za-z_/+\-0-9]+))?")


def is_submitted(folder: Folder, files: tuple[str, ...]) -> bool:
    """Whether a folder holds a folder for each student, and in it one for each assignment, with the files."""
    holding = [student for student in ordinary_folders(folder) if look(student, files).kind is not Kind.EMPTY]
    return bool(holding) and not any(_holds(student, files) for student in holding)


def _holds(student: Folder, files: tuple[str, ...]) -> bool:
    try:
        return any(held(student, files))
    except OSError:
        return False  # it is told when it is read


def submitted(assignment: Folder) -> datetime | None:
    """When an assignment was handed in, if its folder says so."""
    file = assignment.file(TIMESTAMP)
    if file is None or file.problem:
        return None
    try:
        text = assignment.data(file, _LARGEST).at(0, _LARGEST).decode("ascii", "replace")
    except (BrokenError, OSError):
        return None  # a date that cannot be read is no date; the rest is read without it
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    try:
        time = datetime.fromisoformat(found["time"])
    except ValueError:
        return None
    return time.replace(tzinfo=_zone(found["zone"] or ""))


def _zone(name: str) -> tzinfo | None:
    if name in ("UTC", "Z"):
        return UTC
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
