"""From a student's folder to a `Submission`: every file is read once, and none outside the folder."""

import os
from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path

from checks.assignment import Assignment
from checks.model import Source, Submission, Unreadable
from checks.printable import one_line
from grader import sources

README = "README.md"

_DEEPEST = 4
_MOST_FOLDERS = 2_000
_MOST_NAMES = 1_000


class SubmissionError(Exception):
    """The folder cannot be graded; the message is one line."""


def read(folder: Path, assignment: Assignment) -> Submission:
    """Read the assignment's files in a folder."""
    shown = one_line(str(folder))
    try:
        root = os.path.realpath(folder, strict=True)
        with ExitStack() as open_files:
            top = sources.opened(root, os.O_DIRECTORY, None, open_files)
            names = frozenset(os.listdir(top))
            wanted = [task.file for task in assignment.tasks if task.file in names]
            files = {name: _file(root, top, name, shown) for name in wanted}
    except NotADirectoryError:
        outer = one_line(os.path.dirname(folder) or ".")
        raise SubmissionError(f"{shown} is a file; give the folder it lies in: {outer}") from None
    except (FileNotFoundError, ValueError):
        raise SubmissionError(f"there is no folder {shown}") from None
    except OSError as error:
        raise SubmissionError(f"{shown} cannot be read: {sources.why(error)}") from None
    if not files:
        raise SubmissionError(_nothing(root, shown, names, assignment))
    name = one_line(os.path.basename(root) or root)
    return Submission(name=name, files=files, has_readme=README in names and _is_file(root, README))


def _file(root: str, top: int, name: str, shown: str) -> Source | Unreadable:
    try:
        return sources.read(root, top, name, name)
    except OSError as error:
        said = f"{shown}: the file {one_line(name)} cannot be read: {sources.why(error)}"
        raise SubmissionError(said) from None


def _is_file(root: str, name: str) -> bool:
    real = os.path.realpath(os.path.join(root, name))
    return sources.within(root, real) and os.path.isfile(real)


# --- the folder has none of the files --------------------------------------------------------------


def _nothing(root: str, shown: str, names: frozenset[str], assignment: Assignment) -> str:
    """Return the error for a folder without any of the files, with what the user may have meant."""
    wanted = [task.file for task in assignment.tasks]
    missing = f"{shown} has none of {', '.join(wanted)}"
    if folders := _folders_with(root, frozenset(wanted)):
        paths = [one_line(os.path.join(shown, folder)) for folder in folders[:3]]
        more = f" (and {len(folders) - 3} more)" if len(folders) > 3 else ""
        return f"{missing}; did you mean {' or '.join(paths)}{more}?"
    near = [name for file in wanted for name in _near(file, names)]
    if near:
        found = ", ".join(one_line(name) for name in dict.fromkeys(near))
        return f"{missing}; it has {found}: check the names"
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


def _near(file: str, names: frozenset[str]) -> list[str]:
    """Return names that look like a file's: with another ending, in capitals, without the number."""
    candidates = sorted(name for name in names if len(name) < 100)[:_MOST_NAMES]
    by_lower = {name.lower(): name for name in candidates}
    near = get_close_matches(file.lower(), by_lower, n=1, cutoff=0.8)
    return [by_lower[name] for name in near]
