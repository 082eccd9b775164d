"""What was handed in as a tree of names, whatever it lies in: a folder on the disk, an archive, a commit."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from checks.model import Finding, Severity, Source, Unreadable
from grader.intake.data import Data

PASSED_OVER = frozenset(("__MACOSX", "__pycache__", "node_modules", "site-packages", "venv"))
SYSTEMS = frozenset((".DS_Store", ".git", ".gitignore", "__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r"))
"""What systems leave anywhere, so that it is not worth a word."""
PASSED_OVER_FILES = frozenset(("Thumbs.db", "desktop.ini", "Icon\r"))


class BrokenError(Exception):
    """Something that was handed in cannot be read, wherever it is tried; message and hint are a line each."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class File(Struct, frozen=True, gc=False):
    """A file's name and what its folder says of it. `where` is for that folder only; `modified` is 0 if unknown.

    With a `problem` ("is a link") it cannot be read; it is `suspect` where nobody has it by accident.
    """

    name: str
    size: int = -1
    modified: float = 0
    executable: bool = False
    problem: str = ""
    suspect: bool = False
    where: tuple[int, ...] = ()


class Folder(Protocol):
    """A folder of what was handed in. Its folders and files come in the order of their names."""

    @property
    def name(self) -> str:
        """The folder's own name."""

    def folders(self) -> "Iterable[Folder]":
        """The folders in it, links left out."""

    def files(self) -> Sequence[File]:
        """The files in it, and all else that is no folder."""

    def folder(self, name: str) -> "Folder | None":
        """The folder of this name in it."""

    def file(self, name: str) -> File | None:
        """The file of this name in it."""

    def problems(self) -> Sequence[Finding]:
        """What there is to say of this folder itself, not of those below."""

    def take(self, file: File, name: str) -> Source | Unreadable:
        """Read a file as the one called `name`."""

    def data(self, file: File, limit: int) -> Data:
        """What is in a file of at most `limit` bytes.

        Raises:
            BrokenError: it cannot be read, or is larger.
        """


def ordinary_folders(folder: Folder) -> Iterator[Folder]:
    """The folders that a person made: not those of tools and systems."""
    return (inner for inner in folder.folders() if not is_hidden_folder(inner.name))


def ordinary_files(folder: Folder) -> list[File]:
    """The files that a person made."""
    return [file for file in folder.files() if not is_hidden_file(file.name)]


def is_hidden_folder(name: str) -> bool:
    """Whether a folder is a tool's, or a system's, by its name."""
    return name in PASSED_OVER or name.startswith(".")


def is_hidden_file(name: str) -> bool:
    """Whether a file is a tool's, or a system's, by its name."""
    return name in PASSED_OVER_FILES or name.startswith(".")


def finding(severity: Severity, message: str, hint: str = "") -> Finding:
    """What the intake has to say of a submission."""
    return Finding(check="intake", severity=severity, message=message, hint=hint)
