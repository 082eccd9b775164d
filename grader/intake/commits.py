"""The files of one commit as a folder. Trees are read as they are reached."""

from collections.abc import Iterator, Sequence

from checks.model import Finding, Source, Unreadable
from checks.printable import one_line
from grader import sources
from grader.intake.data import Data, InMemory
from grader.intake.git import Objects
from grader.intake.tree import BrokenError, File

_LARGEST_TREE = 2**24
_FOLDER, _LINK, _SUBMODULE = b"40000", b"120000", b"160000"


class CommitFolder:
    """A tree of git's, which can be read as long as its objects are open. `tree` is its hash."""

    def __init__(self, name: str, store: Objects, tree: str) -> None:
        self.name = name
        self._store = store
        self._tree = tree
        self._entries: tuple[dict[str, str], dict[str, File]] | None = None

    def folders(self) -> Sequence["CommitFolder"]:
        """The folders in it."""
        return [CommitFolder(name, self._store, tree) for name, tree in sorted(self._read()[0].items())]

    def files(self) -> Sequence[File]:
        """The files in it; a submodule is another repository."""
        return [file for _, file in sorted(self._read()[1].items())]

    def folder(self, name: str) -> "CommitFolder | None":
        """The folder of this name in it."""
        tree = self._read()[0].get(name)
        return None if tree is None else CommitFolder(name, self._store, tree)

    def file(self, name: str) -> File | None:
        """The file of this name in it."""
        return self._read()[1].get(name)

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
        return f"{file.where[0]:0{len(self._tree)}x}"

    def _read(self) -> tuple[dict[str, str], dict[str, File]]:
        """The folders' trees and the files, by name."""
        if self._entries is None:
            data = self._store.read(self._tree, "tree", _LARGEST_TREE)
            if data is None:
                raise BrokenError("a folder of its commit holds too many files", "Commit the programs alone.")
            folders: dict[str, str] = {}
            files: dict[str, File] = {}
            for mode, name, hash_ in _parsed(data, len(self._tree) // 2):
                if mode == _FOLDER:
                    folders[name] = hash_.hex()
                elif mode != _SUBMODULE:
                    problem = "is a link" if mode == _LINK else ""
                    where = (int.from_bytes(hash_, "big"),)
                    files[name] = File(name, executable=mode.endswith(b"755"), problem=problem, where=where)
            self._entries = folders, files
        return self._entries


def _parsed(data: bytes, width: int) -> Iterator[tuple[bytes, str, bytes]]:
    """Mode, name and hash of every entry of a tree."""
    at = 0
    while at < len(data):
        space, end = data.find(b" ", at), data.find(b"\0", at)
        if not at < space < end or end + width >= len(data) + 1:
            raise BrokenError("a folder of its commit cannot be read", "Commit and push the work once more.")
        yield data[at:space], data[space + 1 : end].decode("utf-8", "surrogateescape"), data[end + 1 : end + 1 + width]
        at = end + 1 + width
