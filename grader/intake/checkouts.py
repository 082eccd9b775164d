"""The git repositories that are met while one submission is looked through, and what is looked at instead of them.

By default that is what was handed in: the files beside `.git`. A repository without files beside it, and any where the
policy says so, has those of its commit.
"""

from contextlib import ExitStack
from datetime import datetime

from msgspec import Struct

from checks.model import Finding, Severity
from checks.printable import one_line
from grader.intake import repositories
from grader.intake.commits import CommitFolder
from grader.intake.repositories import GIT, Repository, Revision, TooLateError, repository
from grader.intake.tree import BrokenError, Folder, finding, ordinary_files, ordinary_folders

_MOST = 8
_ELSEWHERE = f"its `{GIT}` points to a repository elsewhere, which is not followed"
_NONE = f"its `{GIT}` is no repository"
_TOO_MANY = f"more than {_MOST} repositories are in one submission"


class Wanted(Struct, frozen=True):
    """What counts of a repository: the files beside it, or those of the `commit`, the last one before a `deadline`."""

    commit: bool
    deadline: datetime | None = None


class Checkout(Struct, frozen=True):
    """A folder with a repository: how it is shown, what lies there, and what of the repository is taken instead.

    `folder` is None for a bare one; `taken` is None where the files beside the repository are taken. With `trouble` the
    repository cannot be looked at, which is worth saying if a task's file is beside it, or could be in it.
    """

    path: str
    folder: Folder | None
    taken: tuple[Repository, Revision] | None = None
    trouble: Finding | None = None


class Checkouts:
    """Those of one submission, which stay open as long as `stack` does. `findings` is what there is to say of those
    whose commit is taken.
    """

    def __init__(self, wanted: Wanted, stack: ExitStack) -> None:
        self.met: list[Checkout] = []
        self.findings: list[Finding] = []
        self._wanted = wanted
        self._stack = stack

    def enter(self, folder: Folder, path: str) -> Folder | None:
        """What to look through where a folder is met: itself, its commit, or nothing."""
        if isinstance(folder, CommitFolder):
            return folder
        inside = repository(folder)
        if inside is None:
            if folder.file(GIT) is not None:
                return self._beside(folder, path, unknown(path, _ELSEWHERE))
            return self._beside(folder, path, unknown(path, _NONE)) if folder.folder(GIT) is not None else folder
        beside = None if inside is folder or _alone(folder) else folder
        if len(self.met) >= _MOST:
            return self._beside(beside, path, unknown(path, _TOO_MANY))
        if beside is not None and not self._wanted.commit:
            return self._beside(beside, path)
        return self._committed(folder, path, beside)

    def _beside(self, folder: Folder | None, path: str, trouble: Finding | None = None) -> Folder | None:
        self.met.append(Checkout(path, folder, trouble=trouble))
        return folder

    def _committed(self, folder: Folder, path: str, beside: Folder | None) -> Folder | None:
        try:
            opened = self._stack.enter_context(repositories.opened(folder))
            due = self._wanted.deadline
            revision, note = opened.newest() if due is None else opened.before(due)
        except TooLateError as error:
            self.findings.append(finding(Severity.ERROR, at(path, error.message), error.hint))
            return None
        except BrokenError as error:
            said = f"its repository cannot be read ({error.message})"
            said += ": the files beside it were taken" if beside is not None else ""
            return self._beside(beside, path, finding(Severity.ERROR, at(path, said), error.hint))
        if note:
            self.findings.append(finding(Severity.NOTE, at(path, note)))
        if beside is None and not repositories.is_bare(folder):
            said = f"no files lie beside `{GIT}`: those of its commit were taken"
            self.findings.append(finding(Severity.NOTE, at(path, said)))
        self.met.append(Checkout(path, beside, (opened, revision)))
        return opened.files(revision)


def at(path: str, message: str) -> str:
    """What is said of the repository at a path."""
    return f"`{one_line(path)}`: {message}" if path else message


def unknown(path: str, why: str, hint: str = "") -> Finding:
    """What is said where the files beside a repository are taken and it cannot be looked at."""
    return finding(Severity.WARNING, at(path, f"{why}: whether the files beside it are committed is not known"), hint)


def _alone(folder: Folder) -> bool:
    """Whether nobody's files lie beside a repository."""
    return not any(True for _ in ordinary_folders(folder)) and not ordinary_files(folder)
