"""From a student's folder to a `Submission`: every file is read once, and none outside the folder."""

import os
from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path

from msgspec import structs

from checks.model import Submission
from checks.model.assignment import Assignment, files_of
from checks.printable import one_line, readable
from grader.intake import sources

README = "README.md"

_DEEPEST = 4
_MOST_FOLDERS = 2_000
_MOST_TOLD = 3


class SubmissionError(Exception):
    """The folder cannot be graded; the message is one line."""


def read(folder: Path, assignment: Assignment) -> Submission:
    """Read the assignment's files in a folder. Where one is not there, it is searched as one of a class is: a platform
    may have renamed it, and what is nearly right is told.

    Raises:
        SubmissionError: there is no such folder, or none of the files is in it.
    """
    shown = one_line(readable(str(folder)))
    try:
        root = os.path.realpath(folder, strict=True)
        with ExitStack() as open_files:
            top = sources.opened(root, os.O_DIRECTORY, None, open_files)
            names = frozenset(os.listdir(top))
            wanted = [file for file in files_of(assignment.tasks) if file in names]
            files = {name: sources.read(root, top, name, name) for name in wanted}
    except NotADirectoryError:
        outer = one_line(readable(os.path.dirname(folder) or "."))
        raise SubmissionError(f"{shown} is a file; give the folder it lies in: {outer}") from None
    except (FileNotFoundError, ValueError):
        raise SubmissionError(f"there is no folder {shown}") from None
    except OSError as error:
        raise SubmissionError(f"{shown} cannot be read: {sources.why(error)}") from None
    has_readme = README in names and _is_file(root, README)
    if _is_searched(names - files.keys(), files, assignment):
        from grader.intake import single  # much is loaded for it, and nobody needs it who has handed in everything

        if not files and not single.has_copies(names, assignment):
            raise SubmissionError(_nothing(root, shown, names, assignment))
        found = single.folder(folder, assignment)
        files |= found.files  # what is no file has no other that counts
        return structs.replace(found, files=files, has_readme=has_readme)
    name = one_line(readable(os.path.basename(root) or root))
    return Submission(name=name, files=files, has_readme=has_readme)


def has_repository(folder: Path, assignment: Assignment) -> bool:
    """Whether a folder has a git repository of its own, and the tasks' files beside it if these are what counts."""
    bare = all((folder / name).exists() for name in ("HEAD", "objects", "refs"))
    if bare or not (folder / ".git").exists():
        return bare
    beside = [name for name in os.listdir(folder) if not name.startswith(".")]
    return assignment.intake.git == "commit" or not beside or any(task.file in beside for task in assignment.tasks)


def _is_searched(others: frozenset[str], files: Collection[str], assignment: Assignment) -> bool:
    """Whether to look for what is not there: a task's file that counts, or an optional one that another could be."""
    if not all(task.file in files for task in assignment.counting):
        return True
    beside = [name for name in others if name != README and not name.startswith((".", "__"))]
    return bool(beside) and not all(task.file in files for task in assignment.beside)


def _is_file(root: str, name: str) -> bool:
    real = os.path.realpath(os.path.join(root, name))
    return sources.within(root, real) and os.path.isfile(real)


# --- the folder has none of the files --------------------------------------------------------------


def _nothing(root: str, shown: str, names: frozenset[str], assignment: Assignment) -> str:
    """Return the error for a folder without any of the files, with what the user may have meant."""
    wanted = files_of(assignment.tasks)
    missing = f"{shown} has none of {', '.join(wanted)}"
    if folders := _folders_with(root, frozenset(wanted)):
        paths = [os.path.join(shown, one_line(readable(folder))) for folder in folders[:3]]
        more = f" (and {len(folders) - 3} more)" if len(folders) > 3 else ""
        return f"{missing}; did you mean {' or '.join(paths)}{more}?"
    from grader.intake import nearly

    if near := [f"{found.message}. {found.hint}" for found in nearly.told(names, wanted)]:
        return f"{shown}: {' '.join(near[:_MOST_TOLD])}"
    return missing


def _folders_with(root: str, wanted: frozenset[str]) -> list[str]:
    """Return the folders below that hold a wanted file, the nearest first."""
    found: list[str] = []
    waiting = [""]
    for _ in range(_MOST_FOLDERS):
        if not waiting:
            break
        folder = waiting.pop(0)
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        if any(entry.name in wanted for entry in inside):
            found.append(folder)
        if len(Path(folder).parts) < _DEEPEST:
            below = [entry for entry in inside if entry.is_dir(follow_symlinks=False)]
            waiting += [os.path.join(folder, entry.name) for entry in below if entry.name[0] != "."]
    return found
