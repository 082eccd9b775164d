"""What a git repository calls its commits: HEAD, branches, and where a shallow history ends."""

import itertools
import re
from collections.abc import Iterator

from msgspec import Struct

from grader.intake.tree import BrokenError, Folder

_LARGEST, _LARGEST_REF = 2**24, 2**12
_MOST_BRANCHES = 100
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"


class Refs(Struct, frozen=True):
    """`head` is the hash that HEAD stands for, "" for none; `heads` and `remotes` have the branches' by name, those
    that were fetched called as git calls them (`origin/dev`). The history of the commits in `ends` is left out.
    """

    head: str
    heads: dict[str, str]
    remotes: dict[str, str]
    ends: frozenset[str]


def refs(inside: Folder) -> Refs:
    """The refs of a repository.

    Raises:
        BrokenError: it keeps them in a way that is not read.
    """
    packed = dict(_packed(_text(inside, "packed-refs")))
    text = _text(inside, "HEAD", _LARGEST_REF)
    name = text.removeprefix("ref: ").strip()
    if text.startswith("ref: "):
        head = _loose(inside, name.split("/")) or packed.get(name, "")
    else:
        head = name if _HASH.fullmatch(name) else ""
    if not head and inside.folder("reftable") is not None:
        hint = "Convert it with `git refs migrate --ref-format=files`, and hand it in once more."
        raise BrokenError("it keeps its branches as reftable, which is not read", hint)
    heads, remotes = _branches(inside, packed, _HEADS), _branches(inside, packed, _REMOTES)
    ends = frozenset(line for line in _text(inside, "shallow").split() if _HASH.fullmatch(line))
    return Refs(head, heads, remotes, ends)


def _packed(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        hash_, _, name = line.partition(" ")
        if _HASH.fullmatch(hash_):
            yield name, hash_


def _loose(inside: Folder, parts: list[str]) -> str:
    at: Folder | None = inside
    for part in parts[:-1]:
        at = at.folder(part) if at is not None else None
    hash_ = _text(at, parts[-1], _LARGEST_REF).strip() if at is not None else ""
    return hash_ if _HASH.fullmatch(hash_) else ""


def _branches(inside: Folder, packed: dict[str, str], prefix: str) -> dict[str, str]:
    """The hashes of the branches below a folder of refs, by name; what lies there as a file stands above the list."""
    found = dict(itertools.islice(_files(inside, prefix), _MOST_BRANCHES))
    found |= {name: hash_ for name, hash_ in packed.items() if name.startswith(prefix) and name not in found}
    return {name.removeprefix(prefix): found[name] for name in list(found)[:_MOST_BRANCHES]}


def _files(inside: Folder, prefix: str) -> Iterator[tuple[str, str]]:
    at: Folder | None = inside
    for part in prefix.rstrip("/").split("/"):
        at = at.folder(part) if at is not None else None
    waiting = [(prefix, at)] if at is not None else []
    for _ in range(_MOST_BRANCHES):
        if not waiting:
            return
        path, folder = waiting.pop(0)
        waiting += [(f"{path}{inner.name}/", inner) for inner in folder.folders()]
        for file in folder.files():
            if _HASH.fullmatch(hash_ := _text(folder, file.name, _LARGEST_REF).strip()):
                yield f"{path}{file.name}", hash_


def _text(folder: Folder, name: str, most: int = _LARGEST) -> str:
    """A small file of a repository, "" if it is not there or no ordinary file."""
    file = folder.file(name)
    if file is None or file.problem:
        return ""
    return folder.data(file, most).at(0, most).decode("utf-8", "replace")
