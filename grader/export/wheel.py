"""The project's own wheel, made of what is installed: no build tool and no source folder is needed for it."""

import base64
import hashlib
import os
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from grader.export.archive import packed

NAME = "convolution-grader"
PACKAGES = ("grader", "checks", "reference")
ROOT = Path(__file__).resolve().parents[2]


class ExportError(Exception):
    """It cannot be exported; the message is one line."""


def wheel() -> tuple[str, bytes]:
    """The wheel's file name and its bytes.

    Raises:
        ExportError: the grader is not installed.
    """
    try:
        installed = distribution(NAME)
    except PackageNotFoundError as error:
        raise ExportError("the grader is not installed: set it up by make or pip install, then export it") from error
    stem = f"{NAME.replace('-', '_')}-{installed.version}"
    files = dict(_packages()) | dict(_metadata(installed, f"{stem}.dist-info"))
    record = f"{stem}.dist-info/RECORD"
    files[record] = "".join([*map(_line, files, files.values()), f"{record},,\n"]).encode()
    programs = frozenset(name for name in files if os.access(ROOT / name, os.X_OK))
    return f"{stem}-py3-none-any.whl", packed(files, programs)


def _packages() -> Iterator[tuple[str, bytes]]:
    """Every file of the packages, from where this very code lies."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*")):
            parts = file.relative_to(ROOT).parts
            if file.is_file() and "__pycache__" not in parts and not any(part.startswith(".") for part in parts):
                yield "/".join(parts), file.read_bytes()


def _metadata(installed: Distribution, folder: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted(installed.files or (), key=str):
        inside = file.parts[1:]
        if file.parts[0] == folder and (inside[0] in ("METADATA", "WHEEL", "entry_points.txt", "licenses")):
            yield "/".join((folder, *inside)), file.read_binary()


def _line(name: str, data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
    return f"{name},sha256={digest},{len(data)}\n"
