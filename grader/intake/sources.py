"""One file of a student's, read once and safely: what was looked at can be replaced by a link meanwhile."""

import hashlib
import os
import stat
from contextlib import ExitStack

from checks.model import Source, Unreadable
from checks.printable import one_line

LARGEST = 2**20

_LFS = b"version https://git-lfs.github.com/spec/"
_FETCH = "Git LFS keeps the program elsewhere: `git lfs pull` brings it. Hand in the file itself."

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_KINDS = (
    (stat.S_ISLNK, "is a link to a file that is not there"),
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a named pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
)


def read(root: str, top: int, path: str, name: str) -> Source | Unreadable:
    """Read the file at `path` below `root`, a real path that is open as `top`, as the file called `name`.

    Links are followed inside the root, not out of it.
    """
    real = os.path.realpath(os.path.join(root, path))
    if not within(root, real):
        return unreadable(name, "is a link to a file outside of the folder")
    try:
        mode = os.lstat(real).st_mode
        if stat.S_ISREG(mode):
            return _regular(top, os.path.relpath(real, root), name)
    except (FileNotFoundError, NotADirectoryError):
        mode = stat.S_IFLNK
    except OSError as error:
        return not_read(name, error)
    return unreadable(name, _what(mode))


def source(name: str, data: bytes, *, executable: bool) -> Source | Unreadable:
    """The source with these bytes, unless there are more of them than a program has, or they only point to it."""
    if len(data) > LARGEST:
        return too_large(name)
    if data.startswith(_LFS):
        return Unreadable(name, f"`{one_line(name)}` is a Git LFS pointer, not the program", _FETCH)
    return Source(name, data, hashlib.sha256(data).hexdigest(), executable)


def too_large(name: str) -> Unreadable:
    """A file that is larger than a program may be."""
    hint = f"Hand in the program alone: a file may have {LARGEST // 2**20} MiB at most."
    return Unreadable(name, f"`{one_line(name)}` is larger than {LARGEST // 2**20} MiB", hint)


def unreadable(name: str, what: str) -> Unreadable:
    """A file that cannot be taken, and what it is instead."""
    shown = one_line(name)
    return Unreadable(name, f"`{shown}` {what}", f"Put the file itself into the folder, under the name `{shown}`.")


def not_read(name: str, error: OSError, what: str = "") -> Unreadable:
    """A file that this machine cannot read, or what it lies in: that is no fault of the student's."""
    said = f"{what or f'`{one_line(name)}`'} cannot be read: {why(error)}"
    return Unreadable(name, said, "Let whoever grades it read it, and grade it once more.", ours=True)


def within(root: str, real: str) -> bool:
    """Whether a real path is the root or lies below it."""
    return os.path.commonpath((root, real)) == root


def opened(path: str, flags: int, folder: int | None, open_files: ExitStack) -> int:
    """Open a file or, with O_DIRECTORY, a folder that is no link; it is closed with `open_files`."""
    file = os.open(path, _READ | flags, dir_fd=folder)
    open_files.callback(os.close, file)
    return file


def bytes_of(file: int, limit: int) -> bytes:
    """Read an open file to its end, or one byte further than the limit."""
    parts: list[bytes] = []
    left = limit + 1
    while left > 0 and (part := os.read(file, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def why(error: OSError) -> str:
    """What the system says of an error, in the middle of a sentence."""
    return (error.strerror or "unknown error").lower()


def _regular(top: int, path: str, name: str) -> Source | Unreadable:
    """Read a file step by step from the folder."""
    *folders, last = path.split(os.sep)
    at = top
    with ExitStack() as open_files:
        for part in folders:
            at = opened(part, os.O_DIRECTORY, at, open_files)
        file = opened(last, 0, at, open_files)
        mode = os.fstat(file).st_mode
        if not stat.S_ISREG(mode):
            return unreadable(name, _what(mode))
        data = bytes_of(file, LARGEST)
    return source(name, data, executable=bool(mode & 0o111))


def _what(mode: int) -> str:
    return next((words for test, words in _KINDS if test(mode)), "is not a file")
