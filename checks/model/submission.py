"""What was handed in."""

import ast
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from checks.model.findings import Finding


class Source(Struct, frozen=True, tag=True):
    """One file's bytes, read once. `sha256` is the hexadecimal digest of `data`."""

    name: str
    data: bytes
    sha256: str
    executable: bool


class Unreadable(Struct, frozen=True, tag=True):
    """A task's file that is there and cannot be taken: a folder, a FIFO, a link out of the folder, too large.

    It is `ours` where this machine cannot read it, which is no fault of the student's.
    """

    name: str
    message: str
    hint: str
    ours: bool = False


class Commit(Struct, frozen=True):
    """A commit of a git repository: its hash in hexadecimal, and when it was made, None where that is not known."""

    hash: str
    date: datetime | None


class Submission(Struct, frozen=True):
    """One student's folder. `files` has the task files that are there, by file name.

    `intake` is what there was to say when the files were taken out of a download, an archive or a repository. `commit`
    is the one that has these very files, None where there is none or it is not known. `order` is that of the latest
    file of a task that counts, where a task that does not has a later one; else "".
    """

    name: str
    files: Mapping[str, Source | Unreadable]
    has_readme: bool
    intake: tuple[Finding, ...] = ()
    commit: Commit | None = None
    order: str = ""


class TaskFiles(Struct, frozen=True):
    """What was handed in for one task: its file, None where there is none, and the others that it can import."""

    file: Source | Unreadable | None
    others: tuple[Source, ...] = ()


class Syntax(Struct, frozen=True, eq=False):
    """A source that parses: its text (line ends are newlines) and the tree of Python's own parser."""

    name: str
    text: str
    module: ast.Module
