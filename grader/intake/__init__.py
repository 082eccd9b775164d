"""From what a course hands over (folders, downloads of a platform, archives, repositories) to Submissions.

`scan` finds them, `read` reads one. Nothing that was handed in is executed, no link is followed out of its folder,
and no name of it is used as a path.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from checks.assignment import Assignment
from checks.model import Submission
from checks.printable import one_line
from grader import submission
from grader.intake.entries import Entry, EntryError, IntakeError, Place

__all__ = ["Entry", "EntryError", "IntakeError", "read", "scan"]


def scan(path: Path, assignment: Assignment) -> Iterator[Entry]:
    """Yield the submissions under a folder or in an archive, in the same order every time.

    Raises:
        IntakeError: there is nothing that could be graded.
    """
    if not path.is_dir():
        raise IntakeError(f"there is no folder {one_line(str(path))}")
    for folder in sorted(entry.path for entry in os.scandir(path) if entry.is_dir(follow_symlinks=False)):
        name = one_line(os.path.basename(folder))
        yield Entry(name, "folder", one_line(os.path.join(path.name, name)), Place(folder))


def read(entry: Entry, assignment: Assignment) -> Submission:
    """Read the files of one submission, in any order, from any thread, and as often as wanted.

    Raises:
        EntryError: this machine could not read it.
    """
    try:
        return submission.read(Path(entry.place.path), assignment)
    except submission.SubmissionError as error:
        raise EntryError(str(error)) from error
