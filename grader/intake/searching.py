"""Looks through one submission for what it holds: candidates for the tasks' files, a README, archives in it."""

import os
from collections import deque

from msgspec import Struct, structs

from checks.model import Finding, Severity
from checks.printable import one_line
from grader.intake import opening
from grader.intake.archives.limits import DEEPEST, MOST_ARCHIVES
from grader.intake.archives.names import other_archive, stem
from grader.intake.checkouts import Checkouts
from grader.intake.entries import Item
from grader.intake.matching import Match, matched
from grader.intake.submission import README
from grader.intake.tree import BrokenError, File, Folder, finding, ordinary_files, ordinary_folders

_MOST_FOLDERS = 2_000
_MOST_FILES = 50_000
_MOST_OTHERS = 100


class Candidate(Struct, frozen=True):
    """A file that may be a task's. `path` is how it is shown, `order` greater for what was handed in later."""

    match: Match
    file: File
    folder: Folder
    path: str
    depth: int
    order: str


class Found(Struct):
    """What a submission holds. `readmes` are the paths of the folders with a README, `others` names of other files,
    `closed` what this machine could not read, and why.
    """

    candidates: list[Candidate]
    readmes: set[str]
    others: list[str]
    findings: list[Finding]
    closed: list[tuple[str, OSError]]


class _Stop(Struct, frozen=True):
    """A folder to be looked through: how it is shown, how far down it lies, and in how many archives.

    With `items`, only these of what is there are looked at.
    """

    folder: Folder
    path: str = ""
    depth: int = 0
    archives: int = 0
    order: str = ""
    items: tuple[Item, ...] | None = None

    def inner(self, folder: Folder, order: str, *, archive: bool = False) -> "_Stop":
        path = os.path.join(self.path, folder.name)
        return _Stop(folder, path, self.depth + 1, self.archives + archive, order)


def search(top: Folder, items: tuple[Item, ...] | None, files: tuple[str, ...], checkouts: Checkouts) -> Found:
    """Look through a folder, the nearest first, for files with the names `files`; with `items`, only at these.
    `checkouts` says what of a folder with a git repository is looked at.
    """
    return _Search(files, checkouts).run(_Stop(top, items=items))


class _Search:
    def __init__(self, files: tuple[str, ...], checkouts: Checkouts) -> None:
        self._files = files
        self._checkouts = checkouts
        self._found = Found([], set(), [], [], [])
        self._waiting: deque[_Stop] = deque()
        self._seen = self._opened = 0

    def run(self, first: _Stop) -> Found:
        self._waiting.append(first)
        for _ in range(_MOST_FOLDERS):
            if not self._waiting:
                break
            stop = self._waiting.popleft()
            try:
                self._look(stop)
            except OSError as error:
                if stop.depth == 0:
                    raise
                self._found.closed.append((f"the folder `{one_line(stop.path)}`", error))
        if self._waiting or self._seen > _MOST_FILES:
            self._say(f"it holds more than {_MOST_FOLDERS} folders or {_MOST_FILES} files: the rest was not searched")
        return self._found

    def _look(self, stop: _Stop) -> None:
        self._found.findings += () if stop.items else stop.folder.problems()
        if stop.items is None:
            entered = self._checkouts.enter(stop.folder, stop.path)
            if entered is None:
                return
            stop = structs.replace(stop, folder=entered)
        files, folders = _there(stop) if stop.items is None else _named(stop.folder, stop.items)
        for file, item in files:
            if self._seen <= _MOST_FILES:
                self._seen += 1
                self._sort(stop, file, item)
        for folder, item in folders:
            self._waiting.append(stop.inner(folder, item.order))

    def _sort(self, stop: _Stop, file: File, item: Item) -> None:
        if match := matched(item.name, self._files):
            path = os.path.join(stop.path, file.name)
            self._found.candidates.append(Candidate(match, file, stop.folder, path, stop.depth, item.order))
        elif file.suspect:
            self._say(f"`{one_line(os.path.join(stop.path, file.name))}` {file.problem}: not taken")
        elif item.name == README:
            self._found.readmes.add(stop.path)
        elif stem(file.name) is not None:
            self._open(stop, file, item)
        elif kind := other_archive(file.name):
            self._say(f"`{one_line(file.name)}` is not read: it is a {kind} archive", "Hand in a zip archive.")
        elif len(self._found.others) < _MOST_OTHERS:
            self._found.others.append(item.name)

    def _open(self, stop: _Stop, file: File, item: Item) -> None:
        self._opened += 1
        if self._opened > MOST_ARCHIVES or stop.archives >= DEEPEST:
            self._say(
                f"`{one_line(file.name)}` was not opened: at most {MOST_ARCHIVES} archives are, "
                f"{DEEPEST} deep in one another"
            )
            return
        try:
            self._waiting.append(stop.inner(opening.nested(stop.folder, file), item.order, archive=True))
        except BrokenError as error:
            self._say(error.message, error.hint)
        except OSError as error:
            self._found.closed.append((f"`{one_line(os.path.join(stop.path, file.name))}`", error))

    def _say(self, message: str, hint: str = "Hand in the programs alone.") -> None:
        self._found.findings.append(finding(Severity.ERROR, message, hint))


_Sorted = tuple[list[tuple[File, Item]], list[tuple[Folder, Item]]]


def _there(stop: _Stop) -> _Sorted:
    """All files and folders, under their own names."""
    files = [(file, Item(file.name, file.name, stop.order)) for file in ordinary_files(stop.folder)]
    return files, [(folder, Item(folder.name, folder.name, stop.order)) for folder in ordinary_folders(stop.folder)]


def _named(folder: Folder, items: tuple[Item, ...]) -> _Sorted:
    """Only these of the files and folders: there may be those of a whole class."""
    files = [(file, item) for item in items if (file := folder.file(item.stored))]
    return files, [(inner, item) for item in items if (inner := folder.folder(item.stored))]
