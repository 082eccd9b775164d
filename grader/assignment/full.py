"""Where all that there is of an assignment's data lies: it does not travel with it."""

from collections.abc import Iterable
from pathlib import Path

from checks.model.arguments import DataOf, flat
from checks.model.assignment import Assignment, Task
from grader.assignment.npz import DataError


def full_files(assignment: Assignment, tasks: Iterable[Task], given: Path | None, kept: Path) -> dict[str, Path]:
    """Where all that there is of the data that these tasks name lies, by name: in the file or the folder that was
    given, or where it is kept.

    Raises:
        DataError: there is no such data, or it lies in several files and one was given.
    """
    full = {name: data.full.file for name, data in assignment.data.items() if data.full}
    if not full:
        raise DataError("--full is for data of which there is more: this assignment has no [data.NAME.full]")
    named = {
        value.name
        for task in tasks
        if not assignment.recorded(task)  # of more than was written down no answers are known
        for call in task.calls
        for _, given in call.arguments
        for value in flat(given)
        if isinstance(value, DataOf)
    }
    wanted = {name: file for name, file in full.items() if name in named}
    if not wanted:
        raise DataError(f"--full is for tasks that are given {' or '.join(full)}: none of those that are graded is")
    if given is None or given.is_dir():
        return {name: (given or kept) / file for name, file in wanted.items()}
    files = sorted(set(wanted.values()))
    if len(files) > 1:
        raise DataError(f"--data: give the folder in which {', '.join(files)} lie, or the task with --task")
    return dict.fromkeys(wanted, given)
