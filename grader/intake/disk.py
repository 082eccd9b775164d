"""Folders on the disk. Links are told, and followed only from a task's file to another inside the same submission."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack

from checks.model import Finding, Source, Unreadable
from checks.printable import one_line
from grader.intake import sources
from grader.intake.data import Data, opened
from grader.intake.tree import BrokenError, File

_LINK = "is a link, which is not followed"
_BETWEEN = "\0"  # in no name


class DiskFolder:
    """A folder at `below` under a root, a real path. What this machine cannot read raises OSError."""

    __slots__ = ("_below", "_root", "name")

    def __init__(self, root: str, below: tuple[str, ...] = ()) -> None:
        self.name = below[-1] if below else os.path.basename(root)
        self._root = root
        self._below = below

    @property
    def path(self) -> str:
        """Where it is; worked out, so that a class of many folders is held in little memory."""
        return os.path.join(self._root, *self._below)

    def folders(self) -> Iterable["DiskFolder"]:
        """The folders in it, links left out. A class may have very many: each is made when its turn comes, and until
        then their names are one text, which takes a fifth of what they take.
        """
        with os.scandir(self.path) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
        return map(self._inner, _split(_BETWEEN.join(names)))

    def files(self) -> Sequence[File]:
        """The files in it, and all else that is no folder."""
        with os.scandir(self.path) as entries:
            others = (entry for entry in entries if not entry.is_dir(follow_symlinks=False))
            found = [(entry.name, entry.stat(follow_symlinks=False)) for entry in others]
        return [_file(name, status) for name, status in sorted(found)]

    def folder(self, name: str) -> "DiskFolder | None":
        """The folder of this name in it."""
        status = self._status(name)
        return self._inner(name) if status and stat.S_ISDIR(status.st_mode) else None

    def file(self, name: str) -> File | None:
        """The file of this name in it."""
        status = self._status(name)
        return None if status is None or stat.S_ISDIR(status.st_mode) else _file(name, status)

    def problems(self) -> Sequence[Finding]:
        """Nothing: a folder is as it is."""
        return ()

    def take(self, file: File, name: str) -> Source | Unreadable:
        """Read a file as the one called `name`."""
        with ExitStack() as open_files:
            top = sources.opened(self._root, os.O_DIRECTORY, None, open_files)
            return sources.read(self._root, top, os.path.join(*self._below, file.name), name)

    def data(self, file: File, limit: int) -> Data:
        """What is in a file, of any size: it is on the disk already."""
        if file.problem:
            raise BrokenError(f"`{one_line(file.name)}` {file.problem}", "Hand in the file itself.")
        with ExitStack() as open_files:
            at = sources.opened(self._root, os.O_DIRECTORY, None, open_files)
            for part in self._below:
                at = sources.opened(part, os.O_DIRECTORY, at, open_files)
            return opened(file.name, at)

    def path_of(self, name: str) -> str:
        """The path of what has this name in it."""
        return os.path.join(self.path, name)

    def _inner(self, name: str) -> "DiskFolder":
        return DiskFolder(self._root, (*self._below, name))

    def _status(self, name: str) -> os.stat_result | None:
        if os.sep in name or "\0" in name or name in ("", os.curdir, os.pardir):
            return None  # no name in a folder
        try:
            return os.lstat(self.path_of(name))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return None
            raise


def _split(names: str) -> Iterator[str]:
    at = 0
    while at < len(names):
        end = names.find(_BETWEEN, at)
        end = len(names) if end < 0 else end
        yield names[at:end]
        at = end + 1


def _file(name: str, status: os.stat_result) -> File:
    problem = "" if stat.S_ISREG(status.st_mode) else "is a device, a pipe or a socket"
    if stat.S_ISLNK(status.st_mode):
        problem = _LINK
    return File(name, status.st_size, status.st_mtime, bool(status.st_mode & 0o111), problem)
