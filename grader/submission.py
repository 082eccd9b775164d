"""From a student's folder to a `Submission`: every file is read once, and none outside the folder."""

import hashlib
import os
import stat
from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path

from checks.assignment import Assignment
from checks.model import Source, Submission, Unreadable
from checks.printable import one_line

LARGEST = 2**20
README = "README.md"

_DEEPEST = 4
_MOST_FOLDERS = 2_000
_MOST_NAMES = 1_000
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_KINDS = (
    (stat.S_ISLNK, "is a link to a file that is not there"),
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a named pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
)


class SubmissionError(Exception):
    """The folder cannot be graded; the message is one line."""


def read(folder: Path, assignment: Assignment) -> Submission:
    """Read the assignment's files in a folder."""
    shown = one_line(str(folder))
    try:
        root = os.path.realpath(folder, strict=True)
        with ExitStack() as open_files:
            top = _open(root, os.O_DIRECTORY, None, open_files)
            names = frozenset(os.listdir(top))
            wanted = [task.file for task in assignment.tasks if task.file in names]
            files = {name: _file(root, top, name, shown) for name in wanted}
    except NotADirectoryError:
        outer = one_line(os.path.dirname(folder) or ".")
        raise SubmissionError(f"{shown} is a file; give the folder it lies in: {outer}") from None
    except (FileNotFoundError, ValueError):
        raise SubmissionError(f"there is no folder {shown}") from None
    except OSError as error:
        raise SubmissionError(f"{shown} cannot be read: {_why(error)}") from None
    if not files:
        raise SubmissionError(_nothing(root, shown, names, assignment))
    name = one_line(os.path.basename(root) or root)
    return Submission(name=name, files=files, has_readme=README in names and _is_file(root, README))


# --- one file --------------------------------------------------------------------------------------


def _file(root: str, top: int, name: str, shown: str) -> Source | Unreadable:
    real = os.path.realpath(os.path.join(root, name))
    if not _within(root, real):
        return _unreadable(name, "is a link to a file outside of the folder")
    try:
        mode = os.lstat(real).st_mode
        if stat.S_ISREG(mode):
            return _source(top, os.path.relpath(real, root), name)
    except (FileNotFoundError, NotADirectoryError):
        mode = stat.S_IFLNK
    except OSError as error:
        raise SubmissionError(f"{shown}: the file {one_line(name)} cannot be read: {_why(error)}") from None
    return _unreadable(name, _what(mode))


def _source(top: int, path: str, name: str) -> Source | Unreadable:
    """Read a file step by step from the folder: what was looked at can be replaced by a link meanwhile."""
    *folders, last = path.split(os.sep)
    at = top
    with ExitStack() as open_files:
        for part in folders:
            at = _open(part, os.O_DIRECTORY, at, open_files)
        file = _open(last, 0, at, open_files)
        mode = os.fstat(file).st_mode
        if not stat.S_ISREG(mode):
            return _unreadable(name, _what(mode))
        data = _bytes(file)
    if len(data) > LARGEST:
        hint = f"Hand in the program alone: a file may have {LARGEST // 2**20} MiB at most."
        return Unreadable(name, f"`{one_line(name)}` is larger than {LARGEST // 2**20} MiB", hint)
    return Source(name, data, hashlib.sha256(data).hexdigest(), bool(mode & 0o111))


def _open(path: str, flags: int, folder: int | None, open_files: ExitStack) -> int:
    file = os.open(path, _READ | flags, dir_fd=folder)
    open_files.callback(os.close, file)
    return file


def _bytes(file: int) -> bytes:
    """Read a file to its end, or one byte further than it may reach."""
    parts: list[bytes] = []
    left = LARGEST + 1
    while left > 0 and (part := os.read(file, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _unreadable(name: str, what: str) -> Unreadable:
    shown = one_line(name)
    return Unreadable(name, f"`{shown}` {what}", f"Put the file itself into the folder, under the name `{shown}`.")


def _within(root: str, real: str) -> bool:
    return os.path.commonpath((root, real)) == root


def _why(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()


def _what(mode: int) -> str:
    return next((words for test, words in _KINDS if test(mode)), "is not a file")


def _is_file(root: str, name: str) -> bool:
    real = os.path.realpath(os.path.join(root, name))
    return _within(root, real) and os.path.isfile(real)


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
