"""Where the grader keeps what it can make again."""

import os
import sys
from pathlib import Path


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
