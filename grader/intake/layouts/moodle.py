"""Moodle, "Download all submissions": `First Last_<participant>_assignsubmission_file_`, folders or flat files.

Older versions end the folder's name with an underscore, newer ones do not. Without folders, the file's name follows.
A group without members' names has no number. What was typed is `..._assignsubmission_onlinetext_`.
"""

import re

from grader.intake.layouts.claims import Claim

_NAME = re.compile(r"(?P<who>.+?)(?:_(?P<id>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<name>.*))?", re.DOTALL)


def claim(name: str, *, folder: bool) -> Claim | None:
    """What a name says, if Moodle gave it."""
    found = _NAME.fullmatch(name) if "_assignsubmission_" in name else None
    if found is None:
        return None
    who, number = found["who"], found["id"] or ""
    handed_in = "" if folder else found["name"] or None
    return Claim(
        key=f"{who}_{number}",
        student=who,
        ids={"moodle_id": number, "full_name": who},
        name=handed_in if found["plugin"] == "file" else None,
    )
