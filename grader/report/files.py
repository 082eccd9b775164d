"""The files of a class's reports: names that are safe whatever a student is called, and texts that appear whole."""

import hashlib
import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

_HARMLESS = re.compile(r"[a-z0-9]([a-z0-9._-]{0,58}[a-z0-9_-])?")
_HASHED = re.compile(r".*-[0-9a-f]{16}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")  # no file of Windows can be called so
_LONGEST_START = 40


def stem(student: str) -> str:
    """The name of a student's files without its ending.

    A name that is lower-case, short and harmless on every system stays. Of any other the letters are kept as far as
    they can be, with 16 digits of the SHA-256 of all of it behind.
    """
    if _HARMLESS.fullmatch(student) and not any(taken.fullmatch(student) for taken in (_HASHED, _DEVICES)):
        return student
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    plain = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode().lower()
    start = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_START].strip("-")
    return f"{start or 'student'}-{digest}"


def write(path: Path, text: str) -> None:
    """Put a text where an earlier one may be; that one stays until all of the new one is written."""
    part = path.with_name(f".{path.name}.part")
    try:
        with open(part, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
