"""The version of the grader: a hash of its own packages' files, and of the libraries that they stand on.

What was judged by the same version need not be judged again.
"""

import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from grader.replacing import replacing

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("grader", "checks")
LIBRARIES = ("ast-grep-py", "numpy", "pycodestyle", "pyyaml", "rich", "scipy")  # what is judged and shown by
HASH, MOST_VERSIONS = re.compile("[0-9a-f]{64}"), 20


@cache
def code_version() -> str:
    """The hash, in hexadecimal; the same wherever the same files and libraries are installed."""
    from importlib.metadata import version

    digest = hashlib.sha256(platform.python_version().encode())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in _files():
        digest.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def kept_version(folder: Path) -> str:
    """The same hash, from `folder` where it was put there when the files had been changed last.

    Their sizes and times are had in a tenth of the time that their contents take. On another machine they are other
    ones, and the hash, which is made anew then, is the same.
    """
    path = folder / f"version-{_installed()}"
    try:
        found = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        found = ""
    if HASH.fullmatch(found):
        return found
    found = code_version()
    with suppress(OSError):  # a cache that cannot be written costs time, not a grade
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(path, shared=True) as file:
            file.write(found.encode())
        for old in sorted(folder.glob("version-*"), key=lambda path: path.stat().st_mtime)[:-MOST_VERSIONS]:
            old.unlink(missing_ok=True)
    return found


def _installed() -> str:
    """What tells this installation from any other, and from itself once a file is changed."""
    digest = hashlib.sha256(f"{platform.python_version()} {ROOT}\n".encode("utf-8", "surrogateescape"))
    for package in PACKAGES:
        for path, found in sorted(_changed(os.path.join(ROOT, package))):
            digest.update(f"{path} {found}\n".encode("utf-8", "surrogateescape"))
    for folder in filter(os.path.isdir, sys.path):  # where libraries lie: what is installed there changes it
        digest.update(f"{folder} {_stamp(os.stat(folder))}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _changed(folder: str) -> Iterator[tuple[str, str]]:
    """Every file that is part of the version, and when it was changed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _changed(entry.path)
            elif not entry.name.startswith("."):
                yield entry.path, _stamp(entry.stat())


def _stamp(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"


@cache
def libraries() -> dict[str, str]:
    """The versions of Python, numpy and scipy here."""
    from importlib.metadata import version

    return {"Python": platform.python_version(), **{name: version(name) for name in ("numpy", "scipy")}}


def _files() -> list[Path]:
    """Every file of the packages but what Python makes of them, and what is hidden."""
    return sorted(
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if "__pycache__" not in path.parts and path.is_file() and not path.name.startswith(".")
    )
