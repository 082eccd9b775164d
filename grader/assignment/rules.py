"""The files of the rules that an assignment adds, of folders each that lies in them."""

import os
from pathlib import Path

import msgspec

from checks.model.assignment import MOST_RULES, Assignment
from grader.assignment.files import is_inside
from grader.assignment.words import ProblemError, quoted

ENDING = ".yml"
_MOST_ENTRIES = 1000  # of a folder that are looked at


def with_rules(folder: Path, assignment: Assignment) -> Assignment:
    """The assignment with its folders of rules replaced by the files in them, in the order of their names.

    Raises:
        ProblemError: something named is neither a rule nor a folder with some, or there are too many.
    """
    if not assignment.policy.rules:
        return assignment
    names: dict[str, None] = {}
    for index, name in enumerate(assignment.policy.rules):
        place = f"policy.rules[{index}]"
        found = [name] if name.endswith(ENDING) else _inside(folder, place, name.rstrip("/"))
        names |= dict.fromkeys(found)
    if len(names) > MOST_RULES:
        raise ProblemError("policy.rules", f"expected at most {MOST_RULES} rules, got {len(names)}")
    return msgspec.structs.replace(assignment, policy=msgspec.structs.replace(assignment.policy, rules=tuple(names)))


def _inside(folder: Path, place: str, name: str) -> list[str]:
    path = os.path.join(os.path.realpath(folder), name)
    if not os.path.isdir(path):
        raise ProblemError(place, f"expected the name of a {ENDING} file or of a folder with some, got {quoted(name)}")
    if os.path.realpath(path) != path:
        raise ProblemError(place, f"{name} is a link; put the folder itself there")
    try:
        with os.scandir(path) as entries:
            listed = [entry.name for entry, _ in zip(entries, range(_MOST_ENTRIES), strict=False)]
    except OSError as error:
        raise ProblemError(place, f"{name} cannot be read: {(error.strerror or 'unknown error').lower()}") from None
    rules = sorted(f"{name}/{each}" for each in listed if each.endswith(ENDING) and is_inside(f"{name}/{each}"))
    if not rules:
        raise ProblemError(place, f"there is no {ENDING} file in {quoted(name)}")
    return rules
