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


class Pages:
    """The pages that there are in a folder of results, as they are found now."""

    def __init__(self, folder: Path) -> None:
        self._folders = {}
        for pages in (folder / HTML, folder / HTML / FOR_STUDENTS):
            with files.told(pages):
                self._folders[pages] = dict(_written(pages))
        self._ours = self._folders[folder / HTML]
        with files.told(folder / overrides.NAME):
            self._least = _time(folder / overrides.NAME)

    def are_of(self, name: str, graded: datetime) -> bool:
        """Whether a student has a page that is younger than the grade, and than what the instructor set last."""
        return self._ours.get(f"{name}.html", 0.0) > max(self._least, graded.timestamp())

    def remove(self, name: str) -> None:
        """Take away the pages of a name that is not used any more, if there are any."""
        for folder, there in self._folders.items():
            if there.pop(f"{name}.html", None) is not None:
                files.remove(folder / f"{name}.html")


def _written(folder: Path) -> Iterator[tuple[str, float]]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            yield from ((entry.name, entry.stat().st_mtime) for entry in entries if entry.is_file())


def _time(file: Path) -> float:
    return file.stat().st_mtime if file.exists() else 0.0
