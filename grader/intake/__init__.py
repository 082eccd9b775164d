"""From what a course hands over (folders, downloads of a platform, archives, repositories) to Submissions.

`scan` finds them, `read` reads one. Nothing that was handed in is executed, no link is followed out of its folder,
and no name of it is used as a path.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from checks.assignment import Assignment
from checks.printable import one_line
from grader import sources
from grader.intake import exports, opening
from grader.intake.archives.members import Branch
from grader.intake.archives.names import other_archive, stem
from grader.intake.classes import submissions
from grader.intake.entries import Entry, EntryError, IntakeError, Place
from grader.intake.layouts import tables
from grader.intake.spots import Spot
from grader.intake.students import told_apart
from grader.intake.taking import read
from grader.intake.tree import BrokenError

__all__ = ["Entry", "EntryError", "IntakeError", "read", "scan"]


def scan(path: Path, assignment: Assignment) -> Iterator[Entry]:
    """Yield the submissions in a folder, an archive or a table, in the same order every time.

    Raises:
        IntakeError: there is nothing that could be graded. It is raised at once where that is known at once.
    """
    shown = one_line(str(path))
    try:
        return _scanned(path, shown, tuple(task.file for task in assignment.tasks))
    except BrokenError as error:
        raise IntakeError(f"{error.message}; download it once more") from error
    except (FileNotFoundError, ValueError):
        raise IntakeError(f"there is no folder, archive or table {shown}") from None
    except OSError as error:
        raise IntakeError(f"{shown} cannot be read: {sources.why(error)}") from error


def _scanned(path: Path, shown: str, files: tuple[str, ...]) -> Iterator[Entry]:
    real = os.path.realpath(path, strict=True)
    name = one_line(os.path.basename(real) or real)
    if not os.path.isdir(real):
        if real.lower().endswith(tables.ENDINGS):
            return told_apart(exports.table(real, name))
        if stem(os.path.basename(real)) is None:
            kind = other_archive(real)
            said = f"is a {kind} archive" if kind else "is neither a folder nor an archive nor a table"
            raise IntakeError(f"{shown} {said}; give a folder, a .zip, a .tar.gz or a .csv")
    folder = opening.at(real, shared=True)
    if isinstance(folder, Branch) and folder.damage:
        raise IntakeError(f"{shown} {folder.damage}; download it once more")
    return told_apart(_checked(Spot(folder, Place(real), name), shown, files))


def _checked(spot: Spot, shown: str, files: tuple[str, ...]) -> Iterator[Entry]:
    try:
        yield from submissions(spot, files)
    except BrokenError as error:
        raise IntakeError(f"{error.message}; download it once more") from error
    except OSError as error:
        raise IntakeError(f"{shown} cannot be read: {sources.why(error)}") from error
