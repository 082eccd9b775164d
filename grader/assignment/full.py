"""Where all that there is of an assignment's data lies: it does not travel with it."""

from pathlib import Path

from checks.model.assignment import Assignment
from grader.assignment.npz import DataError


def full_files(assignment: Assignment, given: Path | None, kept: Path) -> dict[str, Path]:
    """Where all that there is of the data lies, by name: in the file or the folder that was given, or where it is kept.

    Raises:
        DataError: there is no such data, or it lies in several files and one was given.
    """
    wanted = {name: data.full.file for name, data in assignment.data.items() if data.full}
    if not wanted:
        raise DataError("--full is for data of which there is more: this assignment has no [data.NAME.full]")
    if given is None or given.is_dir():
        return {name: (given or kept) / file for name, file in wanted.items()}
    files = sorted(set(wanted.values()))
    if len(files) > 1:
        raise DataError(f"--data: give the folder in which {', '.join(files)} lie")
    return dict.fromkeys(wanted, given)
