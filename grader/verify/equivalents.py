"""The mutants that an assignment lists as doing the same as their program, one by one, with the reason."""

import os
import stat
from pathlib import Path
from typing import Any

from checks.printable import one_line
from grader.assignment.loading import parsed

FILE = "equivalent.toml"
LARGEST = 2**20  # bytes
KEYS = ("program", "change", "line", "reason")
Key = tuple[str, str, str]
"""A program's name, the change, and the line as it reads then."""


class EquivalentError(Exception):
    """The list cannot be used; the message is one line: file, key, and what was expected."""


def listed(folder: Path) -> frozenset[Key]:
    """Those that a folder lists; none where it has no list.

    Raises:
        EquivalentError: something in it cannot be used.
    """
    path = folder / FILE
    shown = one_line(str(path))
    try:
        raw = parsed(_text(path))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, RecursionError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise EquivalentError(f"{shown}: {one_line(said)}") from None
    entries = raw.get("mutant", [])
    unknown = next((name for name in raw if name != "mutant"), None)
    if unknown is not None or not isinstance(entries, list):
        raise EquivalentError(f"{shown}: {one_line(unknown or 'mutant')}: expected tables [[mutant]] alone")
    found: set[Key] = set()
    for number, entry in enumerate(entries):
        key = _key(f"{shown}: mutant[{number}]", entry)
        if key in found:
            raise EquivalentError(f"{shown}: mutant[{number}]: it is listed twice")
        found.add(key)
    return frozenset(found)


def _text(path: Path) -> str:
    about = os.lstat(path)
    if not stat.S_ISREG(about.st_mode):
        raise ValueError("not a file")
    if about.st_size > LARGEST:
        raise ValueError(f"larger than {LARGEST // 2**20} MiB")
    return path.read_text(encoding="utf-8")


def _key(place: str, entry: Any) -> Key:
    if not isinstance(entry, dict):
        raise EquivalentError(f"{place}: expected a table")
    for name in KEYS:
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise EquivalentError(f"{place}.{name}: expected a text")
    for name in entry:
        if name not in KEYS:
            raise EquivalentError(f"{place}.{one_line(name)}: there is no such key; the keys are {', '.join(KEYS)}")
    return entry["program"], entry["change"], entry["line"]
