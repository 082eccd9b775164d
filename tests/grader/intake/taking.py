"""Takes in what a test has made."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from checks.model import Severity, Source, Submission, Unreadable
from checks.model.assignment import Assignment, Intake
from grader.intake import overview as handed_in
from grader.intake.entries import Entry
from grader.intake.taking import read

FILES = ("0-convolve_grayscale_valid.py", "1-convolve_grayscale_same.py", "2-convolve_grayscale_padding.py")


def scan(path: Path | Sequence[Path], assignment: Assignment) -> Iterator[Entry]:
    """The submissions of one class, or of several."""
    paths = [path] if isinstance(path, Path) else path
    return handed_in.entries(handed_in.overview(paths, assignment))


def taken(path: Path | Sequence[Path], assignment: Assignment) -> dict[str, Submission]:
    """Every student's submission, in the order in which they were found."""
    return {entry.student: read(entry, assignment) for entry in scan(path, assignment)}


def entries(path: Path | Sequence[Path], assignment: Assignment) -> dict[str, Entry]:
    return {entry.student: entry for entry in scan(path, assignment)}


def unread(submission: Submission) -> list[str]:
    """What is said of the files that this machine could not read."""
    return [file.message for file in submission.files.values() if isinstance(file, Unreadable) and file.ours]


def settled(path: Path, assignment: Assignment) -> dict[str, Entry]:
    """Every student's entry with what reading the submission tells."""
    return {entry.student: entry.settled(read(entry, assignment)) for entry in scan(path, assignment)}


def of_commits(assignment: Assignment, **late: object) -> Assignment:
    """The assignment with a policy by which commits count; with a `late` deadline the last ones before it."""
    rules = Intake(git="commit", as_of="deadline" if late else "newest")
    return structs.replace(assignment, intake=rules, late=structs.replace(assignment.late, **late))


def contents(submission: Submission) -> dict[str, bytes]:
    return {name: file.data for name, file in sorted(submission.files.items()) if isinstance(file, Source)}


def said(submission: Submission, severity: Severity) -> list[str]:
    return [found.message for found in submission.intake if found.severity is severity]


def warned(submission: Submission) -> list[str]:
    """What is more than a note."""
    return [found.message for found in submission.intake if found.severity is not Severity.NOTE]


def lay(folder: Path, *files: str) -> Path:
    """Write files whose content is their path, so that a test sees which was taken."""
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.encode(errors="surrogateescape"))
    return folder
