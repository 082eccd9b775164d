"""What must be the same on both sides, so that a worker says what this machine would have said."""

import platform
from collections.abc import Mapping
from importlib.metadata import version

from grader.version import LIBRARIES, code_version

GRADER = "grader"
SHOWN = 12  # digits of a hash


def versions() -> dict[str, str]:
    """The versions of Python, of the libraries that judge, and of the grader, here."""
    libraries = {name: version(name) for name in LIBRARIES}
    return {"Python": platform.python_version(), **libraries, GRADER: code_version()[:SHOWN]}


def difference(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """What differs between a worker's versions and those here, "" for nothing."""
    differing = [name for name in here if there.get(name) != here[name]]
    if differing != [GRADER]:  # its hash covers the others too: what they tell is enough
        differing = [name for name in differing if name != GRADER]
    if not differing:
        return ""
    said = ", ".join(f"{name} {there.get(name, 'missing')} there, {here[name]} here" for name in differing)
    return f"{said}; install the same there"
