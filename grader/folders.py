"""Folders: where the grader keeps what it can make again, and where a folder lies in its repository."""

import os
import sys
from pathlib import Path

JOURNAL_FILE = "grades.sqlite"
"""The name of a batch's journal in the folder of its results."""

NOWHERE = Path(os.devnull)
"""A place where nothing can be kept."""


def cache_folder() -> Path:
    """Where the grader keeps what it can make again: XDG_CACHE_HOME, or the system's usual place; and where
    `grade --full` looks for what does not travel with an assignment.

    For who has no home folder it is below NOWHERE: what is made is not kept.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not base.is_absolute():  # to be passed over, the specification says
        base = _home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return base / "convolution-grader"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # neither HOME nor an entry in the system's list of users, as in some containers
        return NOWHERE


def seen_from_repository(folder: Path) -> str:
    """The path of a folder from the top of the git repository that it lies in, or from here where it lies in none.

    With slashes; "" for the top itself and for a folder that is not below.
    """
    real = folder.resolve()
    top = next((place for place in (real, *real.parents) if (place / ".git").exists()), Path.cwd())
    return real.relative_to(top).as_posix() if top in real.parents else ""
