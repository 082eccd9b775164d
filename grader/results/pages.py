"""The students' pages that `grader report` writes, beside which the page of the class lies."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from grader.results import files, overrides

HTML, FOR_STUDENTS = "html", "student"


def path(name: str) -> str:
    """Where the instructor's page of a student is, below the folder of the results; `name` is what files are called."""
    return f"{HTML}/{name}.html"


def remove(folder: Path, name: str) -> None:
    """Take away the pages of a name that is not used any more."""
    for page in (folder / HTML / f"{name}.html", folder / HTML / FOR_STUDENTS / f"{name}.html"):
        files.remove(page)


class Pages:
    """The pages that there are, as they are found now."""

    def __init__(self, folder: Path) -> None:
        with files.told(folder / HTML):
            self._written = dict(_written(folder / HTML))
            self._least = max((_time(file) for file in (folder / overrides.NAME,) if file.exists()), default=0.0)

    def are_of(self, name: str, graded: datetime) -> bool:
        """Whether a student has a page that is younger than the grade, and than what the instructor set last."""
        return self._written.get(f"{name}.html", 0.0) > max(self._least, graded.timestamp())


def _written(folder: Path) -> Iterator[tuple[str, float]]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from ((entry.name, entry.stat().st_mtime) for entry in entries if entry.is_file())


def _time(file: Path) -> float:
    return file.stat().st_mtime
