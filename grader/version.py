"""The version of the grader: a hash of its own packages' files, and of the libraries that they stand on.

What was judged by the same version need not be judged again.
"""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("grader", "checks")
LIBRARIES = ("ast-grep-py", "numpy", "pycodestyle", "pyyaml", "rich", "scipy")  # what is judged and shown by


@cache
def code_version() -> str:
    """The hash, in hexadecimal; the same wherever the same files and libraries are installed."""
    digest = hashlib.sha256(platform.python_version().encode())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in _files():
        digest.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def libraries() -> dict[str, str]:
    """The versions of Python, numpy and scipy here."""
    return {"Python": platform.python_version(), **{name: version(name) for name in ("numpy", "scipy")}}


def _files() -> list[Path]:
    """Every file of the packages but what Python makes of them, and what is hidden."""
    return sorted(
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if "__pycache__" not in path.parts and path.is_file() and not path.name.startswith(".")
    )
