"""Git repositories of every kind: their commits are read, and nothing of the repository is started."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from msgspec import Struct

from checks.model import Severity, Source
from checks.model.assignment import Assignment
from grader.intake.disk import DiskFolder
from grader.intake.git import objects
from grader.intake.taking import read
from tests.classes import commit, git
from tests.grader.intake.taking import FILES, contents, lay, of_commits, said, scan, settled, taken, unread, warned

FILE, OTHER, THIRD = FILES
GOOD = b"#!/usr/bin/env python3\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A class of one repository and one folder; the repository's folder."""
    lay(tmp_path / "class" / "bob", FILE)
    path = lay(tmp_path / "class" / "ada", f"math/0x04/{FILE}", "README.md")
    (path / "math" / "0x04" / FILE).chmod(0o755)
    commit(path)
    return path


@pytest.fixture(params=["working", "commit"])
def rules(request: pytest.FixtureRequest, assignment: Assignment) -> Assignment:
    """Whichever counts: either way the commit is read."""
    return of_commits(assignment) if request.param == "commit" else assignment


def one(repo: Path, assignment: Assignment) -> dict[str, bytes]:
    submissions = taken(repo.parent, assignment)
    assert contents(submissions["bob"]) == {FILE: FILE.encode()}
    return contents(submissions[repo.name.removesuffix(".git")])


WHEN = datetime(2024, 3, 5, 12, 7, tzinfo=timezone(timedelta(hours=1)))
AT_COMMIT = {FILE: f"math/0x04/{FILE}".encode()}


# --- which commit ----------------------------------------------------------------------------------


def test_commit_date_and_modes_are_recorded(repo: Path, rules: Assignment) -> None:
    entry = settled(repo.parent, rules)["ada"]
    assert (entry.layout, entry.commit, entry.submitted) == ("git", git(repo, "rev-parse", "HEAD"), WHEN)
    file = read(entry, rules).files[FILE]
    assert isinstance(file, Source)
    assert (file.data, file.executable) == (AT_COMMIT[FILE], True)


def bare(repo: Path) -> Path:
    git(repo.parent, "clone", "--quiet", "--bare", str(repo), "ada.git")
    shutil.rmtree(repo)
    return repo.with_name("ada.git")


def packed(repo: Path) -> Path:
    git(repo, "gc", "--quiet", "--aggressive")
    assert not (repo / ".git" / "refs" / "heads" / "main").exists()
    return repo


def detached(repo: Path) -> Path:
    first = git(repo, "rev-parse", "HEAD")
    (repo / "math" / "0x04" / FILE).write_text("too late")
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--message", "After the deadline")
    git(repo, "checkout", "--quiet", "--detach", first)
    return repo


def shallow(repo: Path) -> Path:
    lay(repo, "notes.txt")
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--message", "Second")
    moved = repo.rename(repo.parent.parent / "origin")
    git(repo.parent, "clone", "--quiet", "--depth", "1", f"file://{moved}", "ada")
    return repo


def of_another_user(repo: Path) -> Path:
    if os.geteuid() == 0:
        for path in (repo, *repo.rglob("*")):
            os.chown(path, 65534, 65534)
    return repo


def with_long_hashes(repo: Path) -> Path:
    shutil.rmtree(repo / ".git")
    git(repo, "init", "--quiet", "--object-format=sha256")
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--message", "Hand in")
    return repo


def with_attributes(repo: Path) -> Path:
    """Attributes would have git convert what it checks out."""
    (repo / ".gitattributes").write_text("*.py text eol=crlf ident working-tree-encoding=UTF-16\n")
    return repo


KINDS = [bare, packed, detached, shallow, of_another_user, with_long_hashes, with_attributes]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_repository_is_read(kind: Callable[[Path], Path], repo: Path, rules: Assignment) -> None:
    repo = kind(repo)
    head = git(repo, "-c", "safe.directory=*", "rev-parse", "HEAD")
    assert one(repo, rules) == AT_COMMIT
    assert settled(repo.parent, rules)["ada"].commit == head
    assert warned(taken(repo.parent, rules)["ada"]) == []


def test_where_head_names_no_commit_the_newest_branch_is_taken_with_a_note(repo: Path, assignment: Assignment) -> None:
    git(repo, "branch", "-m", "main", "work")
    git(repo, "symbolic-ref", "HEAD", "refs/heads/master")
    ada = taken(repo.parent, of_commits(assignment))["ada"]
    assert contents(ada) == AT_COMMIT
    assert said(ada, Severity.NOTE) == [
        "its HEAD names a branch that has no commit: the newest commit of its branches was taken"
    ]


def test_a_repository_inside_of_a_students_folder(tmp_path: Path, rules: Assignment) -> None:
    hashes = {name: commit(lay(tmp_path / name / "clone", FILE)) for name in ("ada", "bob")}
    found = settled(tmp_path, rules)
    assert {name: (entry.layout, entry.commit) for name, entry in found.items()} == {
        name: ("git", hash_) for name, hash_ in hashes.items()
    }
    assert contents(read(found["bob"], rules)) == {FILE: FILE.encode()}


def test_a_repository_alone(repo: Path, rules: Assignment) -> None:
    (entry,) = scan(repo, rules)
    assert (entry.student, entry.layout, contents(read(entry, rules))) == ("ada", "git", AT_COMMIT)


# --- nothing is started ----------------------------------------------------------------------------


class Trap(Struct, frozen=True):
    """What makes git start a program in a repository, and a command that falls into it."""

    set_up: Callable[[Path, str], None]
    command: tuple[str, ...]


def fsmonitor(repo: Path, program: str) -> None:
    git(repo, "config", "core.fsmonitor", program)


def hook(repo: Path, program: str) -> None:
    for name in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        path = repo / ".git" / "hooks" / name
        path.write_text(f"#!/bin/sh\nexec {program}\n")
        path.chmod(0o755)


def smudge(repo: Path, program: str) -> None:
    git(repo, "config", "filter.trap.smudge", program)
    git(repo, "config", "filter.trap.process", program)
    (repo / ".git" / "info" / "attributes").write_text("*.py filter=trap\n")
    (repo / "math" / "0x04" / FILE).unlink()


def textconv(repo: Path, program: str) -> None:
    git(repo, "config", "diff.trap.textconv", program)
    (repo / ".git" / "info" / "attributes").write_text("*.py diff=trap\n")


def include(repo: Path, program: str) -> None:
    (repo / "more.cfg").write_text(f"[core]\n\tfsmonitor = {program}\n")
    git(repo, "config", "include.path", "../more.cfg")


def promisor(repo: Path, program: str) -> None:
    """An object that is missing is fetched when it is asked for, by a program that the configuration names."""
    git(repo, "config", "extensions.partialClone", "origin")
    git(repo, "config", "core.repositoryFormatVersion", "1")
    git(repo, "config", "remote.origin.promisor", "true")
    git(repo, "config", "remote.origin.url", "ssh://nowhere.invalid/x")
    git(repo, "config", "core.sshCommand", program)
    blob = git(repo, "rev-parse", f"HEAD:math/0x04/{FILE}")
    (repo / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


TRAPS = {
    "fsmonitor": Trap(fsmonitor, ("status",)),
    "hooks": Trap(hook, ("checkout", "--force", "HEAD")),
    "a filter": Trap(smudge, ("checkout", "--force", "HEAD")),
    "textconv": Trap(textconv, ("cat-file", "--textconv", f"HEAD:math/0x04/{FILE}")),
    "an include": Trap(include, ("status",)),
    "a missing object": Trap(promisor, ("cat-file", "blob", f"HEAD:math/0x04/{FILE}")),
}


def set_up(trap: Trap, repo: Path) -> Path:
    """Set a trap; returns the file that its program leaves."""
    mark = repo.parent.parent / "started"
    program = repo.parent.parent / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    program.chmod(0o755)
    trap.set_up(repo, str(program))
    return mark


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_git_itself_falls_into_the_trap(trap: Trap, repo: Path) -> None:
    mark = set_up(trap, repo)
    subprocess.run(("git", *trap.command), cwd=repo, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert mark.exists()


@pytest.mark.parametrize("title", TRAPS)
def test_nothing_of_a_repository_is_started(title: str, repo: Path, assignment: Assignment) -> None:
    mark = set_up(TRAPS[title], repo)
    beside, committed = one(repo, assignment), one(repo, of_commits(assignment))
    assert not mark.exists()
    assert beside == ({} if title == "a filter" else AT_COMMIT)
    assert committed == ({} if title == "a missing object" else AT_COMMIT)


# --- what leads out, and what is damaged -----------------------------------------------------------


def alternates(repo: Path) -> str:
    other = repo.parent.parent / "other"
    shutil.copytree(repo, other)
    shutil.rmtree(repo / ".git" / "objects")
    (repo / ".git" / "objects" / "info").mkdir(parents=True)
    (repo / ".git" / "objects" / "info" / "alternates").write_text(f"{other}/.git/objects\n")
    return "its objects lie in another repository, which is not followed"


def no_commit(repo: Path) -> str:
    shutil.rmtree(repo / ".git")
    git(repo, "init", "--quiet")
    return "its repository has no commit"


def head_is_a_link(repo: Path) -> str:
    shutil.rmtree(repo / ".git" / "refs" / "heads")
    (repo / ".git" / "HEAD").unlink()
    (repo / ".git" / "HEAD").symlink_to("/etc/passwd")
    return "its repository has no commit"


def head_leads_out(repo: Path) -> str:
    (repo.parent.parent / "outside").write_text(f"{git(repo, 'rev-parse', 'HEAD')}\n")
    shutil.rmtree(repo / ".git" / "refs" / "heads")
    (repo / ".git" / "HEAD").write_text("ref: ../../../outside\n")
    return "its repository has no commit"


def linked_objects(repo: Path) -> str:
    """Every object is a link to that of another repository."""
    other = repo.parent.parent / "other"
    shutil.copytree(repo, other)
    for path in (repo / ".git" / "objects").glob("??/*"):
        path.unlink()
        path.symlink_to(other / path.relative_to(repo))
    return "is not there, or is damaged"


def damaged_commit(repo: Path) -> str:
    hash_ = git(repo, "rev-parse", "HEAD")
    path = repo / ".git" / "objects" / hash_[:2] / hash_[2:]
    path.chmod(0o644)
    path.write_bytes(b"\0" * 100)
    return "is not there, or is damaged"


def head_of_another_kind(repo: Path) -> str:
    (repo / ".git" / "HEAD").write_text(git(repo, "rev-parse", "HEAD^{tree}"))
    return "is not there, or is damaged"


UNREADABLE = [
    alternates,
    no_commit,
    head_is_a_link,
    head_leads_out,
    linked_objects,
    damaged_commit,
    head_of_another_kind,
]


@pytest.mark.parametrize("make", UNREADABLE, ids=lambda make: make.__name__)
def test_a_repository_that_cannot_be_read_is_told_and_the_files_beside_it_are_taken(
    make: Callable[[Path], str], repo: Path, assignment: Assignment
) -> None:
    message = make(repo)
    beside, instead = taken(repo.parent, assignment)["ada"], taken(repo.parent, of_commits(assignment))["ada"]
    (warning,), (error,) = said(beside, Severity.WARNING), said(instead, Severity.ERROR)
    for text, end in (
        (warning, ": whether the files beside it are committed is not known"),
        (error, ": the files beside it were taken"),
    ):
        assert text.startswith("its repository cannot be read (")
        assert message in text
        assert text.endswith(end)
    assert contents(beside) == contents(instead) == AT_COMMIT
    assert beside.commit is instead.commit is None


@pytest.mark.parametrize("make", [alternates, linked_objects, damaged_commit], ids=lambda make: make.__name__)
def test_a_bare_one_that_cannot_be_read_has_no_files(
    make: Callable[[Path], str], repo: Path, assignment: Assignment
) -> None:
    message = make(repo)
    (repo / ".git").rename(repo.with_name("ada.git"))
    shutil.rmtree(repo)
    ada = taken(repo.parent, assignment)["ada"]
    assert ada.files == {}
    assert message in said(ada, Severity.ERROR)[0]


def worktree(repo: Path) -> str:
    moved = repo.rename(repo.parent.parent / "elsewhere")
    git(moved, "worktree", "add", "--quiet", "-b", "mine", str(repo))
    return "its `.git` points to a repository elsewhere, which is not followed"


def no_repository(repo: Path) -> str:
    (repo / ".git" / "HEAD").unlink()
    return "its `.git` is no repository"


@pytest.mark.parametrize("make", [worktree, no_repository], ids=lambda make: make.__name__)
def test_where_git_leads_to_no_repository_the_files_are_taken_and_it_is_told(
    make: Callable[[Path], str], repo: Path, rules: Assignment
) -> None:
    message = make(repo)
    (repo / "math" / "0x04" / FILE).write_bytes(b"beside")
    ada = taken(repo.parent, rules)["ada"]
    assert (contents(ada), ada.commit) == ({FILE: b"beside"}, None)
    assert warned(ada) == [f"{message}: whether the files beside it are committed is not known"]


def test_links_and_submodules_of_a_commit_are_not_followed(repo: Path, assignment: Assignment) -> None:
    (repo / "math" / "0x04" / OTHER).symlink_to("/etc/passwd")
    git(repo, "add", "--all")
    git(repo, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    git(repo, "commit", "--quiet", "--message", "Links")
    ada = taken(repo.parent, of_commits(assignment))["ada"]
    assert contents(ada) == AT_COMMIT
    assert said(ada, Severity.ERROR) == [f"`{OTHER}` is a link"]


def test_a_file_that_is_too_large_leaves_the_others(repo: Path, assignment: Assignment) -> None:
    (repo / "math" / "0x04" / FILE).write_bytes(b"#" * (2**20 + 1))
    lay(repo / "math" / "0x04", OTHER, THIRD)
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--message", "Large")
    ada = taken(repo.parent, of_commits(assignment))["ada"]
    assert contents(ada) == {OTHER: OTHER.encode(), THIRD: THIRD.encode()}
    assert said(ada, Severity.ERROR) == [f"`{FILE}` is larger than 1 MiB"]


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux can bound another process")
def test_what_git_may_use_is_bounded(repo: Path) -> None:
    with objects(DiskFolder(str(repo / ".git")), 40) as store:
        store.read(git(repo, "rev-parse", "HEAD"), "commit", 1000)
        assert store._git is not None
        limits = Path(f"/proc/{store._git.pid}/limits").read_text()
    for name, most in (("Max cpu time", 60), ("Max address space", 2**31), ("Max file size", 0)):
        (line,) = (line for line in limits.splitlines() if line.startswith(name))
        assert line.removeprefix(name).split()[:2] == [str(most), str(most)]


def test_without_git_it_is_no_fault_of_the_student(repo: Path, assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = taken(repo.parent, of_commits(assignment))
    ada, bob = found["ada"], found["bob"]
    assert unread(ada)[0] == "what was handed in cannot be read: git is not installed, and this is a git repository"
    assert said(ada, Severity.ERROR)[0].startswith("class/ada cannot be read: git is not installed")
    assert contents(bob) == {FILE: FILE.encode()}


def test_without_git_what_was_handed_in_is_graded(repo: Path, assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ada = taken(repo.parent, assignment)["ada"]
    assert (contents(ada), ada.commit) == (AT_COMMIT, None)
    assert warned(ada) == [
        "its repository cannot be read on this machine (git is not installed, and this is a git repository): "
        "whether the files beside it are committed is not known"
    ]


def test_nothing_is_left_behind(repo: Path, tmp_path: Path, rules: Assignment, monkeypatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    one(repo, rules)
    assert list((tmp_path / "tmp").iterdir()) == []
