"""A misspelt name ends whatever is right around it: which one is meant is said before all else."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

import numpy as np

from checks.dynamic.plain import Plain
from checks.exercises.causes.told import CRASHES
from checks.model import Finding

_NAME = re.compile(r"NameError: (?:free variable|name) '([^']{1,60})' ")
_OF_NUMPY = re.compile(
    r"AttributeError: (module 'numpy'|'numpy\.ndarray' object) has no attribute '([^']{1,60})'(?!\.)"
)  # what numpy says more of is gone
REASON = "Python knows a name by all of its letters: where one is wrong, there is nothing of that name."
_OWNERS = {"module 'numpy'": ("np.", np), "'numpy.ndarray' object": (".", np.ndarray)}


def misspelt(finding: Finding, near: Mapping[str, str]) -> Plain | None:
    """The name that is meant, where one that is misspelt ended the call that a finding tells of."""
    named = finding.misconception is not None and finding.misconception.id not in CRASHES
    words = None if named else _words(finding.message, near)
    if words is None:
        return None
    is_, wanted = words
    return Plain(
        message=f"did you mean `{wanted}`? There is no `{is_}`; {finding.message}",
        again=f"there is no `{is_}`",
        reason=REASON,
        hint=f"Write `{wanted}` there, letter by letter, if it is the one you mean.",
    )


def _words(message: str, near: Mapping[str, str]) -> tuple[str, str] | None:
    """What stands there, and what is meant."""
    if found := _NAME.search(message):
        return (found[1], near[found[1]]) if found[1] in near else None
    if found := _OF_NUMPY.search(message):
        before, owner = _OWNERS[found[1]]
        matches = get_close_matches(found[2], [name for name in dir(owner) if name[0] != "_"], n=1)
        return (f"{before}{found[2]}", f"{before}{matches[0]}") if matches else None
    return None
