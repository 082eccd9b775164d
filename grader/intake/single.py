"""One submission that is named by itself: read as one of a class would be, so that its grade is the same."""

import os
from collections.abc import Iterable
from pathlib import Path

from checks.model import Submission
from checks.model.assignment import Assignment, files_of
from checks.printable import one_line, readable
from grader.intake import nearly
from grader.intake.archives.names import other_archive, stem
from grader.intake.entries import Entry, Location
from grader.intake.matching import matched
from grader.intake.submission import SubmissionError
from grader.intake.taking import read


def archive(path: Path, assignment: Assignment) -> Submission:
    """What is in an archive.

    Raises:
        SubmissionError: it is another file, or holds none of the tasks' files.
    """
    shown, name = one_line(readable(str(path))), stem(path.name)
    if name is None:
        raise SubmissionError(f"{shown} {_other(path, assignment)}")
    entry = Entry(name, "folder", shown, Location(os.path.realpath(path)))
    submission = read(entry, assignment)
    if not submission.files:
        raise SubmissionError(f"{shown}: {'; '.join(found.message for found in submission.intake)}")
    return submission


def folder(path: Path, assignment: Assignment) -> Submission:
    """What counts of a folder, which may be a git repository or have one in it."""
    real = os.path.realpath(path)
    name = one_line(readable(os.path.basename(real) or real))
    entry = Entry(name.removesuffix(".git") or name, "folder", one_line(readable(str(path))), Location(real))
    return read(entry, assignment)


def has_copies(names: Iterable[str], assignment: Assignment) -> bool:
    """Whether one of these files is a task's that a platform or a system renamed."""
    files = files_of(assignment.tasks)
    return any(matched(name, files) for name in names)


def _other(path: Path, assignment: Assignment) -> str:
    """What a file is instead of an archive, and what to do."""
    if kind := other_archive(path.name):
        return f"is a {kind} archive, which is not read: give a folder or a .zip"
    if nearly.is_notebook(path.name):
        return f"is a notebook, and no program. {nearly.EXPORT}; call it {assignment.tasks[0].file}."
    return f"is a file; give the folder it lies in: {one_line(readable(os.path.dirname(path) or '.'))}"
