"""Places: where the grader keeps what it can make again, and where a folder lies in its repository."""

import os
import sys
from pathlib import Path

JOURNAL = "grades.sqlite"
"""What the journal of a batch is called in the folder of its results."""


def cache_folder() -> Path:
    """Where the grader keeps what it can make again: XDG_CACHE_HOME, or the system's usual place."""
    if "XDG_CACHE_HOME" in os.environ:
        base = Path(os.environ["XDG_CACHE_HOME"])
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path.home() / ".cache"
    return base / "convolution-grader"


def full_mnist() -> Path:
    """Where `grader mnist` puts the course's MNIST.npz, and `grade --full` looks for it."""
    return cache_folder() / "MNIST.npz"


def seen_from_repository(folder: Path) -> str:
    """The path of a folder from the top of the git repository that it lies in, or from here where it lies in none.

    With slashes; "" for the top itself and for a folder that is not below.
    """
    real = folder.resolve()
    top = next((place for place in (real, *real.parents) if (place / ".git").exists()), Path.cwd())
    return real.relative_to(top).as_posix() if top in real.parents else ""
