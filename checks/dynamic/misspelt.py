"""A misspelt name ends whatever is right around it: which one is meant is said before all else."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

import msgspec
import numpy as np

from checks.exercises.causes.told import CRASHES
from checks.model import Finding, Judged, Severity

_NAME = re.compile(r"NameError: (?:free variable|name) '([^']{1,60})' ")
_OF_NUMPY = re.compile(
    r"AttributeError: (module 'numpy'|'numpy\.ndarray' object) has no attribute '([^']{1,60})'(?!\.)"
)  # what numpy says more of is gone
REASON = "Python knows a name by all of its letters: where one is wrong, there is nothing of that name."
_OWNERS = {"module 'numpy'": ("np.", np), "'numpy.ndarray' object": (".", np.ndarray)}


def with_meant(said: Mapping[str, Judged], near: Mapping[str, str]) -> dict[str, Judged]:
    """What the checks said, with the name that is meant in front wherever one that is misspelt ended a call."""
    return {check: _with_meant(judged, near) for check, judged in said.items()}


def _with_meant(judged: Judged, near: Mapping[str, str]) -> Judged:
    if not judged.findings:
        return judged
    return msgspec.structs.replace(judged, findings=tuple(_told(finding, near) for finding in judged.findings))


def _told(finding: Finding, near: Mapping[str, str]) -> Finding:
    named = finding.misconception is not None and finding.misconception.id not in CRASHES
    words = None if named or finding.severity is not Severity.ERROR else _words(finding.message, near)
    if words is None:
        return finding
    is_, wanted = words
    return msgspec.structs.replace(
        finding,
        message=f"did you mean `{wanted}`? There is no `{is_}`; {finding.message}",
        reason=REASON,
        hint=f"Write `{wanted}` there, letter by letter, if it is the one you mean.",
        misconception=None,
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
