"""Compares the files that were taken with the other side of their repository: its commit, or what lies beside it.

What counts is what is in a file; line ends, which git converts on Windows, and modes are passed over. A file that is
missing on both sides is looked for on the other branches.
"""

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from checks.model import Commit, Finding, Severity, Source, Unreadable
from checks.printable import one_line
from grader.intake import opening, repositories, sources
from grader.intake.archives.names import stem
from grader.intake.checkouts import Checkout, at, unknown
from grader.intake.commits import CommitFolder
from grader.intake.repositories import Repository, Revision
from grader.intake.searching import Candidate
from grader.intake.tree import BrokenError, Folder, finding, ordinary_folders

_MOST_FOLDERS = 2_000
_MOST_TOLD = 10
_COMMIT = "`git status` shows what is not committed: commit and push it."
_MERGE = "Merge that branch, and hand in once more."
_COMMIT_DATE = f"Hand in what is committed. {_COMMIT} The commit's date is not that of other files."

Files = Mapping[str, Source | Unreadable]


class Compared(Struct):
    """The commit that has the very files that were taken, if one has all of them, and what there is to say."""

    commit: Commit | None
    findings: list[Finding]


def compared(checkouts: Sequence[Checkout], chosen: Sequence[Candidate], files: Files, missing: list[str]) -> Compared:
    """Compare what was taken of each repository: `chosen`, whose content `files` has by the task's file."""
    findings: list[Finding] = []
    commits: list[Commit | None] = [None for each in chosen if _owner(checkouts, each.path) is None]
    for checkout in checkouts:
        own = [each for each in chosen if _owner(checkouts, each.path) is checkout]
        if own or missing:
            said = _Comparison(checkout, own, files, missing)
            findings += said.run()
            commits += [said.commit] if own or len(checkouts) == 1 else []
    return Compared(commits[0] if len(commits) == 1 else None, findings)


def _owner(checkouts: Sequence[Checkout], path: str) -> Checkout | None:
    """The innermost folder with a repository that a file lies in."""
    around = [each for each in checkouts if not each.path or path.startswith(each.path + os.sep)]
    return max(around, key=lambda each: len(each.path), default=None)


class _Comparison:
    """One repository's. `commit` is that of the files that were taken, None where they are not those of a commit."""

    def __init__(self, checkout: Checkout, own: list[Candidate], files: Files, missing: list[str]) -> None:
        self.commit: Commit | None = None
        self._checkout, self._own, self._files, self._missing = checkout, own, files, missing

    def run(self) -> list[Finding]:
        path, folder, taken = self._checkout.path, self._checkout.folder, self._checkout.taken
        if self._checkout.trouble is not None:
            return [self._checkout.trouble]
        findings: list[Finding] = []
        try:
            if taken is not None:
                said = "the commit {} is graded, and the files beside it differ"
                findings += self._told(*taken, folder, said, _COMMIT)
            elif folder is not None:
                with repositories.opened(folder) as opened:
                    revision, _ = opened.newest()
                    said = "the files are graded as they were handed in, and differ from the commit {}"
                    findings += self._told(opened, revision, opened.files(revision), said, _COMMIT_DATE)
        except BrokenError as error:
            findings.append(unknown(path, f"its repository cannot be read ({error.message})", error.hint))
        except OSError as error:
            findings.append(unknown(path, f"its repository cannot be read on this machine ({sources.why(error)})"))
        return findings

    def _told(
        self, opened: Repository, revision: Revision, other: Folder | None, said: str, hint: str
    ) -> Iterator[Finding]:
        """What differs from the `other` side, and where else the missing files are."""
        seen: set[str] = set()
        commit = opened.files(revision)
        submodules: list[str] = []
        committed = _named(commit, self._missing, seen, submodules) if self._missing else {}
        differing = self._differing(other, committed) if other is not None else {}
        if differing:
            told = "; ".join(f"{how}: {_listed(paths)}" for how, paths in differing.items())
            told = f"{said.format(revision.commit.hash[:10])} ({told})"
            yield finding(Severity.WARNING, at(self._checkout.path, told), hint)
        if self._checkout.taken is not None or not differing:
            self.commit = revision.commit
        missing = [name for name in self._missing if name not in committed]
        yield from self._on_branches(opened, missing, seen)
        if missing:
            for path in submodules[:_MOST_TOLD]:
                said = f"`{one_line(path)}` is a submodule: its files are in another repository, and were not handed in"
                yield finding(Severity.WARNING, at(self._checkout.path, said), "Hand in the files themselves.")

    def _on_branches(self, opened: Repository, missing: list[str], seen: set[str]) -> Iterator[Finding]:
        """The other branches that have missing files; what is found is taken from `missing`."""
        known = {opened.refs.head}
        for branch, hash_ in (*opened.refs.heads.items(), *opened.refs.remotes.items()):
            if not missing or hash_ in known:
                continue
            known.add(hash_)
            try:
                names = list(_named(opened.files(opened.revision(hash_)), missing, seen, []))
            except BrokenError as error:
                said = f"the branch `{one_line(branch)}` cannot be read ({error.message}), and no other was looked at"
                yield finding(Severity.WARNING, at(self._checkout.path, said), error.hint)
                return
            if names:
                said = f"not in what is graded, but on the branch `{one_line(branch)}`: {_listed(names)}"
                yield finding(Severity.WARNING, at(self._checkout.path, said), _MERGE)
                missing[:] = [name for name in missing if name not in names]

    def _differing(self, other: Folder, committed: Mapping[str, str]) -> dict[str, list[str]]:
        """The paths of the files that differ, by how they do."""
        of_commit = self._checkout.taken is not None
        changed, lacking = list[str](), list[str]()
        for each in self._own:
            path = each.path.removeprefix(f"{self._checkout.path}{os.sep}" if self._checkout.path else "")
            theirs = _taken(other, path.split(os.sep), each.match.file)
            if theirs is None:
                lacking.append(path)
            elif not _same(self._files[each.match.file], theirs):
                changed.append(path)
        beside = _named(other, self._missing, set(), []) if of_commit and self._missing else {}
        new = list(beside.values()) if of_commit else lacking
        gone = lacking if of_commit else list(committed.values())
        told = {"changed": changed, "not committed": new, "only in the commit": gone}
        return {how: paths for how, paths in told.items() if paths}


def _listed(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _MOST_TOLD} more" if len(paths) > _MOST_TOLD else ""
    return ", ".join(f"`{one_line(path)}`" for path in paths[:_MOST_TOLD]) + more


def _taken(folder: Folder, parts: list[str], name: str) -> Source | Unreadable | None:
    """The file at a path below, None if there is none."""
    *folders, last = parts
    for part in folders:
        inner = folder.folder(part)
        if inner is None:
            packed = folder.file(part)
            if packed is None or stem(part) is None:
                return None
            inner = opening.nested(folder, packed)
        folder = inner
    file = folder.file(last)
    return None if file is None else folder.take(file, name)


def _same(mine: Source | Unreadable, theirs: Source | Unreadable) -> bool:
    if isinstance(mine, Source) and isinstance(theirs, Source):
        return mine.data == theirs.data or mine.data.replace(b"\r\n", b"\n") == theirs.data.replace(b"\r\n", b"\n")
    return mine == theirs


def _named(top: Folder, names: Sequence[str], seen: set[str], submodules: list[str]) -> dict[str, str]:
    """The paths of the files with these names, the nearest of each. `seen` and `submodules` grow: by the folders that
    were looked at (a tree of git's is, once), and the paths of submodules.
    """
    found: dict[str, str] = {}
    waiting = deque([("", top)])
    while waiting and len(seen) < _MOST_FOLDERS:
        path, folder = waiting.popleft()
        key = folder.tree if isinstance(folder, CommitFolder) else path
        if key in seen:
            continue
        seen.add(key)
        for name in names:
            if name not in found and folder.file(name) is not None:
                found[name] = os.path.join(path, name)
        if isinstance(folder, CommitFolder):
            submodules += [os.path.join(path, name) for name in folder.submodules()]
        waiting += [(os.path.join(path, inner.name), inner) for inner in ordinary_folders(folder)]
    return found
