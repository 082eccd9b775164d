"""Git repositories: the newest commit as a folder, read by `git cat-file`.

A repository's own configuration can name programs for git to start. It is never read: git works in an empty
repository of ours, whose objects are those of the repository at hand, each of them an ordinary file under the name that
an object has. So there are no hooks, filters, monitors, remotes, alternates, replacements or submodules to follow.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from msgspec import Struct

from checks.printable import one_line
from grader.intake.commits import CommitFolder
from grader.intake.git import Objects, objects
from grader.intake.tree import BrokenError, Folder

_LARGEST_COMMIT = 2**20
_LARGEST_REFS = 2**24
_MOST_BRANCHES = 100
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_COMMITTER = re.compile(
    rb"^committer .*> (?P<seconds>-?\d{1,12}) (?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d)$", re.M
)
_TREE = re.compile(rb"tree (?P<hash>[0-9a-f]{40}(?:[0-9a-f]{24})?)\n")
_PUSH = "Commit and push the work once more."


class Commit(Struct, frozen=True):
    """The commit that is graded, when it was made, and what there is to say of the choice."""

    hash: str
    date: datetime | None
    tree: str
    note: str = ""


def is_bare(folder: Folder) -> bool:
    """Whether a folder is a repository without a working tree."""
    return (
        folder.file("HEAD") is not None and folder.folder("objects") is not None and folder.folder("refs") is not None
    )


def repository(folder: Folder) -> Folder | None:
    """The repository that a folder is or has, if any."""
    inner = folder.folder(".git")
    return next((each for each in (inner, folder) if each is not None and is_bare(each)), None)


def newest(folder: Folder) -> Commit:
    """The commit that the folder's repository is at; without one, the newest of its branches.

    Raises:
        BrokenError: there is no commit, or it cannot be read.
        OSError: git is not installed.
    """
    inside = _of(folder)
    head, branches = _heads(inside)
    if not (head or branches):
        raise BrokenError("its repository has no commit", _PUSH)
    with objects(inside, len(head or branches[0])) as store:
        if head:
            return _commit(store, head)
        commits = [_commit(store, each) for each in dict.fromkeys(branches)]
    best = max(commits, key=lambda each: (each.date is not None, each.date.timestamp() if each.date else 0))
    note = "its HEAD names a branch that has no commit: the newest commit of its branches was taken"
    return Commit(best.hash, best.date, best.tree, note)


@contextmanager
def commit(folder: Folder, wanted: str) -> Iterator[Folder]:
    """The files of a commit, as a folder that can be read as long as this lasts. Errors are those of `newest`."""
    hash_ = wanted or newest(folder).hash
    with objects(_of(folder), len(hash_)) as store:
        yield CommitFolder(folder.name, store, _commit(store, hash_).tree)


def _of(folder: Folder) -> Folder:
    inside = repository(folder)
    if inside is None:
        raise BrokenError(f"`{one_line(folder.name)}` is no git repository", _PUSH)
    return inside


def _heads(inside: Folder) -> tuple[str, list[str]]:
    """The hash that HEAD stands for, "" for none, and those of the branches."""
    text = _text(inside, "HEAD")
    packed = dict(_packed(_text(inside, "packed-refs")))
    name = text.removeprefix("ref: ").strip()
    if text.startswith("ref: "):
        head = _loose(inside, name.split("/")) or packed.get(name, "")
    else:
        head = name if _HASH.fullmatch(name) else ""
    branches = [*_branches(inside), *(hash_ for name, hash_ in packed.items() if name.startswith("refs/heads/"))]
    return head, branches[:_MOST_BRANCHES]


def _packed(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        hash_, _, name = line.partition(" ")
        if _HASH.fullmatch(hash_):
            yield name, hash_


def _loose(inside: Folder, parts: list[str]) -> str:
    at: Folder | None = inside
    for part in parts[:-1]:
        at = at.folder(part) if at is not None else None
    hash_ = _text(at, parts[-1]).strip() if at is not None else ""
    return hash_ if _HASH.fullmatch(hash_) else ""


def _branches(inside: Folder) -> Iterator[str]:
    refs = inside.folder("refs")
    heads = refs.folder("heads") if refs is not None else None
    waiting = [heads] if heads is not None else []
    for _ in range(_MOST_BRANCHES):
        if not waiting:
            return
        folder = waiting.pop(0)
        waiting += folder.folders()
        for file in folder.files():
            if _HASH.fullmatch(hash_ := _text(folder, file.name).strip()):
                yield hash_


def _text(folder: Folder, name: str) -> str:
    """A small file of a repository, "" if it is not there or no ordinary file."""
    file = folder.file(name)
    if file is None or file.problem:
        return ""
    data = folder.data(file, _LARGEST_REFS)
    return data.at(0, _LARGEST_REFS).decode("utf-8", "replace")


def _commit(store: Objects, hash_: str) -> Commit:
    data = store.read(hash_, "commit", _LARGEST_COMMIT) or b""
    tree = _TREE.match(data)
    if tree is None:
        raise BrokenError(f"its commit {hash_[:10]} cannot be read", _PUSH)
    return Commit(hash_, _date(data.partition(b"\n\n")[0]), tree["hash"].decode("ascii"))


def _date(header: bytes) -> datetime | None:
    found = _COMMITTER.search(header)
    if found is None:
        return None
    zone = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"])) * (-1 if found["sign"] == b"-" else 1)
    try:
        return datetime.fromtimestamp(int(found["seconds"]), timezone(zone))
    except (ValueError, OverflowError, OSError):
        return None
