"""Git repositories: which commit counts, and its files as a folder, read by `git cat-file`.

A repository's own configuration can name programs for git to start. It is never read: git works in an empty
repository of ours, whose objects are those of the repository at hand, each of them an ordinary file under the name that
an object has. So there are no hooks, filters, monitors, remotes, alternates, replacements or submodules to follow.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from msgspec import Struct

from checks.model import Commit
from grader.intake.commits import CommitFolder
from grader.intake.git import Objects, objects
from grader.intake.refs import Refs, refs
from grader.intake.tree import BrokenError, Folder

GIT = ".git"
_LARGEST_COMMIT = 2**20
_MOST_COMMITS = 10_000
_COMMITTER = re.compile(
    rb"^committer .*> (?P<seconds>-?\d{1,12}) (?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d)$", re.M
)
_HEADER = re.compile(
    rb"tree (?P<tree>[0-9a-f]{40}(?:[0-9a-f]{24})?)\n(?:parent (?P<parent>[0-9a-f]{40}(?:[0-9a-f]{24})?)\n)?"
)
_PUSH = "Commit and push the work once more."


class TooLateError(BrokenError):
    """A repository has no commit from before the deadline, as far as its history goes."""


class Revision(Struct, frozen=True):
    """A commit, the hash of its tree, and that of its first parent, "" for none."""

    commit: Commit
    tree: str
    parent: str


class Repository:
    """A repository whose commits can be read; `name` is that of the folder that it is or belongs to."""

    def __init__(self, name: str, known: Refs, store: Objects) -> None:
        self.refs = known
        self._name = name
        self._store = store

    def newest(self) -> tuple[Revision, str]:
        """The commit that HEAD is at; without one, the newest of the branches, which the text beside it says.

        Raises:
            BrokenError: it cannot be read.
        """
        if self.refs.head:
            return self.revision(self.refs.head), ""
        branches = self.refs.heads or self.refs.remotes
        revisions = [self.revision(each) for each in dict.fromkeys(branches.values())]
        note = "its HEAD names a branch that has no commit: the newest commit of its branches was taken"
        return max(revisions, key=_when), note

    def before(self, deadline: datetime) -> tuple[Revision, str]:
        """The last commit of that one's history before the deadline, by the date of the committer, and what there is to
        say. Of a merge it is the history of the branch that was merged into.

        Raises:
            TooLateError: there is none.
            BrokenError: one on the way cannot be read.
        """
        at, note = self.newest()
        due = f"the deadline ({deadline.isoformat(' ', 'minutes')})"
        for passed in range(_MOST_COMMITS):
            if at.commit.date is not None and at.commit.date <= deadline:
                later = f"as of {due}: {passed} later commit{'' if passed == 1 else 's'} left out" if passed else ""
                return at, "; ".join(filter(None, (note, later)))
            if at.commit.hash in self.refs.ends:
                hint = "Fetch all of it with `git fetch --unshallow`."
                raise TooLateError(f"its history is cut off after {due}: nothing of it was taken", hint)
            if not at.parent:
                raise TooLateError(f"none of its commits is from before {due}: nothing of it was taken", _PUSH)
            at = self.revision(at.parent)
        raise TooLateError(f"its last {_MOST_COMMITS} commits are all from after {due}: nothing of it was taken", _PUSH)

    def revision(self, hash_: str) -> Revision:
        """The commit with this hash. Errors are those of `newest`."""
        data = self._store.read(hash_, "commit", _LARGEST_COMMIT) or b""
        header = _HEADER.match(data)
        if header is None:
            raise BrokenError(f"its commit {hash_[:10]} cannot be read", _PUSH)
        commit = Commit(hash_, _date(data.partition(b"\n\n")[0]))
        return Revision(commit, header["tree"].decode("ascii"), (header["parent"] or b"").decode("ascii"))

    def files(self, revision: Revision) -> CommitFolder:
        """The files of a commit, as a folder that can be read as long as the repository is open."""
        return CommitFolder(self._name, self._store, revision.tree)


def is_bare(folder: Folder) -> bool:
    """Whether a folder is a repository without a working tree."""
    return (
        folder.file("HEAD") is not None and folder.folder("objects") is not None and folder.folder("refs") is not None
    )


def repository(folder: Folder) -> Folder | None:
    """The repository that a folder is or has, if any."""
    inner = folder.folder(GIT)
    return next((each for each in (inner, folder) if each is not None and is_bare(each)), None)


@contextmanager
def opened(folder: Folder) -> Iterator[Repository]:
    """Open the repository that a folder is or has.

    Raises:
        BrokenError: it has none, or none with a commit, or it cannot be read.
        OSError: git is not installed.
    """
    inside = repository(folder)
    if inside is None:
        raise BrokenError(f"its `{GIT}` is no repository", _PUSH)
    known = refs(inside)
    hashes = [each for each in (known.head, *known.heads.values(), *known.remotes.values()) if each]
    if not hashes:
        raise BrokenError("its repository has no commit", _PUSH)
    with objects(inside, len(hashes[0])) as store:
        yield Repository(folder.name, known, store)


def _when(revision: Revision) -> tuple[bool, float]:
    date = revision.commit.date
    return date is not None, date.timestamp() if date else 0


def _date(header: bytes) -> datetime | None:
    found = _COMMITTER.search(header)
    if found is None:
        return None
    zone = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"])) * (-1 if found["sign"] == b"-" else 1)
    try:
        return datetime.fromtimestamp(int(found["seconds"]), timezone(zone))
    except (ValueError, OverflowError, OSError):
        return None
