"""Takes in what a test has made."""

from pathlib import Path

from checks.assignment import Assignment
from checks.model import Severity, Source, Submission
from grader.intake import Entry, read, scan

FILES = ("0-convolve_grayscale_valid.py", "1-convolve_grayscale_same.py", "2-convolve_grayscale_padding.py")


def taken(path: Path, assignment: Assignment) -> dict[str, Submission]:
    """Every student's submission, in the order in which they were found."""
    return {entry.student: read(entry, assignment) for entry in scan(path, assignment)}


def entries(path: Path, assignment: Assignment) -> dict[str, Entry]:
    return {entry.student: entry for entry in scan(path, assignment)}


def contents(submission: Submission) -> dict[str, bytes]:
    return {name: file.data for name, file in sorted(submission.files.items()) if isinstance(file, Source)}


def said(submission: Submission, severity: Severity) -> list[str]:
    return [found.message for found in submission.intake if found.severity is severity]


def lay(folder: Path, *files: str) -> Path:
    """Write files whose content is their path, so that a test sees which was taken."""
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file)
    return folder
