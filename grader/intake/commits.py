"""The files of one commit as a folder. Trees are read as they are reached."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from checks.model import Finding, Source, Unreadable
from checks.printable import one_line
from grader.intake import sources
from grader.intake.data import Data, InMemory
from grader.intake.git import Objects
from grader.intake.tree import BrokenError, File

_LARGEST_TREE = 2**24
_FOLDER, _LINK, _SUBMODULE = b"40000", b"120000", b"160000"


class CommitFolder:
    """A tree of git's, which can be read as long as its objects are open. `tree` is its hash."""

    def __init__(self, name: str, store: Objects, tree: str) -> None:
        self.name = name
        self.tree = tree
        self._store = store
        self._entries: _Entries | None = None

    def folders(self) -> Sequence["CommitFolder"]:
        """The folders in it."""
        return [CommitFolder(name, self._store, tree) for name, tree in sorted(self._read().trees.items())]

    def files(self) -> Sequence[File]:
        """The files in it; a submodule is another repository."""
        return [file for _, file in sorted(self._read().files.items())]

    def folder(self, name: str) -> "CommitFolder | None":
        """The folder of this name in it."""
        tree = self._read().trees.get(name)
        return None if tree is None else CommitFolder(name, self._store, tree)

    def file(self, name: str) -> File | None:
        """The file of this name in it."""
        return self._read().files.get(name)

    def submodules(self) -> Sequence[str]:
        """The names in it that stand for other repositories."""
        return self._read().submodules

    def problems(self) -> Sequence[Finding]:
        """Nothing: a commit is as it is."""
        return ()

    def take(self, file: File, name: str) -> Source | Unreadable:
        """Read a file as the one called `name`."""
        if file.problem:
            return sources.unreadable(name, file.problem)
        data = self._store.read(self._hash(file), "blob", sources.LARGEST)
        return sources.too_large(name) if data is None else sources.source(name, data, executable=file.executable)

    def data(self, file: File, limit: int) -> Data:
        """What is in a file of at most `limit` bytes."""
        data = None if file.problem else self._store.read(self._hash(file), "blob", limit)
        if data is None:
            what = file.problem or f"is larger than {limit // 2**20} MiB"
            raise BrokenError(f"`{one_line(file.name)}` {what}", "Commit the programs alone.")
        return InMemory(data)

    def _hash(self, file: File) -> str:
        return f"{file.where[0]:0{len(self.tree)}x}"

    def _read(self) -> "_Entries":
        if self._entries is None:
            data = self._store.read(self.tree, "tree", _LARGEST_TREE)
            if data is None:
                raise BrokenError("a folder of its commit holds too many files", "Commit the programs alone.")
            entries = _Entries({}, {}, [])
            for mode, name, hash_ in _parsed(data, len(self.tree) // 2):
                if mode == _FOLDER:
                    entries.trees[name] = hash_.hex()
                elif mode == _SUBMODULE:
                    entries.submodules.append(name)
                else:
                    problem = "is a link" if mode == _LINK else ""
                    where = (int.from_bytes(hash_, "big"),)
                    entries.files[name] = File(name, executable=mode.endswith(b"755"), problem=problem, where=where)
            self._entries = entries
        return self._entries


class _Entries(Struct, frozen=True):
    """What a tree holds: the trees of the folders and the files by name, and the names of submodules."""

    trees: dict[str, str]
    files: dict[str, File]
    submodules: list[str]


def _parsed(data: bytes, width: int) -> Iterator[tuple[bytes, str, bytes]]:
    """Mode, name and hash of every entry of a tree."""
    at = 0
    while at < len(data):
        space, end = data.find(b" ", at), data.find(b"\0", at)
        if not at < space < end or end + width >= len(data) + 1:
            raise BrokenError("a folder of its commit cannot be read", "Commit and push the work once more.")
        yield data[at:space], data[space + 1 : end].decode("utf-8", "surrogateescape"), data[end + 1 : end + 1 + width]
        at = end + 1 + width
