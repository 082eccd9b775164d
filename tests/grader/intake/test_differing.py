"""Whenever the files beside a repository and its commit differ it is said, with the files' names."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from checks.model import Severity, Submission
from checks.model.assignment import Assignment
from tests.classes import DATE, commit, git, pack
from tests.grader.intake.taking import FILES, contents, lay, of_commits, said, settled, taken, warned

FILE, OTHER, THIRD = FILES
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4' * 64}\nsize 1234\n"


@pytest.fixture(params=["working", "commit"])
def rules(request: pytest.FixtureRequest, assignment: Assignment) -> Assignment:
    """Whichever counts."""
    return of_commits(assignment) if request.param == "commit" else assignment


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """The repository of a student in a class, with two of three files."""
    repo = lay(tmp_path / "class" / "ada", f"0x04/{FILE}", f"0x04/{OTHER}")
    commit(repo)
    return repo


def of_ada(repo: Path, assignment: Assignment) -> Submission:
    return taken(repo.parent, assignment)["ada"]


# --- what is the same ------------------------------------------------------------------------------


def nothing(repo: Path) -> None:
    pass


def line_ends(repo: Path) -> None:
    """As git checks out on Windows."""
    (repo / "0x04" / FILE).write_bytes(b"a\r\nb\r\n")
    git(repo, "config", "core.autocrlf", "true")
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--message", "Lines")
    assert git(repo, "cat-file", "-p", f"HEAD:0x04/{FILE}") == "a\nb"


def modes(repo: Path) -> None:
    (repo / "0x04" / FILE).chmod(0o755)


def other_files(repo: Path) -> None:
    lay(repo, "notes.txt", "0x04/README.md", "0x04/9-more.py")


def staged(repo: Path) -> None:
    """What is in the index alone is neither handed in nor committed."""
    (repo / "0x04" / FILE).write_text("staged")
    git(repo, "add", "--all")
    (repo / "0x04" / FILE).write_text(f"0x04/{FILE}")


@pytest.mark.parametrize("change", [nothing, line_ends, modes, other_files, staged], ids=lambda make: make.__name__)
def test_files_that_say_the_same_are_those_of_the_commit(
    change: Callable[[Path], None], repo: Path, rules: Assignment
) -> None:
    change(repo)
    ada = of_ada(repo, rules)
    assert warned(ada) == []
    assert ada.commit is not None
    assert (ada.commit.hash, ada.commit.date) == (git(repo, "rev-parse", "HEAD"), datetime.fromisoformat(DATE))


# --- what differs ----------------------------------------------------------------------------------


def changed(repo: Path) -> str:
    (repo / "0x04" / FILE).write_text("changed")
    return f"changed: `0x04/{FILE}`"


def one_line_end_more(repo: Path) -> str:
    (repo / "0x04" / FILE).write_text(f"0x04/{FILE}\n")
    return f"changed: `0x04/{FILE}`"


def not_committed(repo: Path) -> str:
    lay(repo, f"0x04/{THIRD}")
    return f"not committed: `0x04/{THIRD}`"


def ignored(repo: Path) -> str:
    lay(repo, f"0x04/{THIRD}")
    (repo / ".gitignore").write_text("2-*\n")
    return f"not committed: `0x04/{THIRD}`"


def removed(repo: Path) -> str:
    (repo / "0x04" / OTHER).unlink()
    return f"only in the commit: `0x04/{OTHER}`"


def several(repo: Path) -> str:
    return "; ".join((changed(repo), not_committed(repo), removed(repo)))


DIFFERENCES = [changed, one_line_end_more, not_committed, ignored, removed, several]
SHORT = 10


@pytest.mark.parametrize("packed", ["", "zip", "tar.gz"], ids=["folder", "zip", "tar.gz"])
@pytest.mark.parametrize("change", DIFFERENCES, ids=lambda make: make.__name__)
def test_the_files_are_graded_and_what_differs_is_said(
    change: Callable[[Path], str], packed: str, repo: Path, assignment: Assignment
) -> None:
    told, hash_ = change(repo), git(repo, "rev-parse", "HEAD")[:SHORT]
    lying = {path.name: path.read_bytes() for path in sorted(repo.glob("0x04/*.py"))}
    if packed:
        pack(repo, repo.with_name(f"ada.{packed}"))
    ada = of_ada(repo, assignment)
    assert contents(ada) == lying
    assert warned(ada) == [f"the files are graded as they were handed in, and differ from the commit {hash_} ({told})"]
    assert ada.commit is None


@pytest.mark.parametrize("change", DIFFERENCES, ids=lambda make: make.__name__)
def test_where_the_commit_is_graded_what_lies_beside_it_and_differs_is_said(
    change: Callable[[Path], str], repo: Path, assignment: Assignment
) -> None:
    told, hash_ = change(repo), git(repo, "rev-parse", "HEAD")
    ada = of_ada(repo, of_commits(assignment))
    assert contents(ada) == {FILE: f"0x04/{FILE}".encode(), OTHER: f"0x04/{OTHER}".encode()}
    assert warned(ada) == [f"the commit {hash_[:SHORT]} is graded, and the files beside it differ ({told})"]
    assert ada.commit is not None
    assert ada.commit.hash == hash_


def test_it_is_said_wherever_in_a_submission_the_repository_lies(tmp_path: Path, assignment: Assignment) -> None:
    inner = lay(tmp_path / "work" / "clone", FILE)
    commit(inner)
    (inner / FILE).write_text("changed")
    pack(tmp_path / "work", tmp_path / "lovelaceada_4711_90001_work.zip")
    lay(tmp_path, f"boolegeorge_4712_90002_{FILE}")
    (warning,) = warned(taken(tmp_path, assignment)["lovelaceada"])
    assert warning.startswith("`lovelaceada_4711_90001_work.zip/clone`: the files are graded")
    assert warning.endswith(f"(changed: `{FILE}`)")


def test_of_two_repositories_each_is_told_and_neither_commit_is_that_of_all_files(
    tmp_path: Path, assignment: Assignment
) -> None:
    for name, file in (("a", FILE), ("b", OTHER)):
        commit(lay(tmp_path / "ada" / name, file))
    lay(tmp_path, f"ada/{THIRD}", f"bob/{FILE}")
    assert (warned(of_ada(tmp_path / "ada", assignment)), of_ada(tmp_path / "ada", assignment).commit) == ([], None)
    (tmp_path / "ada" / "b" / OTHER).write_text("changed")
    (warning,) = warned(of_ada(tmp_path / "ada", assignment))
    assert warning.startswith("`b`: the files are graded")


def test_a_packed_program_is_compared_with_the_committed_archive(repo: Path, rules: Assignment) -> None:
    pack(repo / "0x04", repo / "work.zip")
    commit(repo)
    assert warned(of_ada(repo, rules)) == []


# --- when it was handed in -------------------------------------------------------------------------


def test_the_date_of_the_commit_is_not_that_of_other_files(repo: Path, assignment: Assignment) -> None:
    changed(repo)
    entry = settled(repo.parent, assignment)["ada"]
    assert (entry.commit, entry.submitted) == ("", None)


def test_a_platform_knows_better_than_a_commit_whether_it_is_late(tmp_path: Path, assignment: Assignment) -> None:
    hash_ = commit(lay(tmp_path / "work", FILE))
    pack(tmp_path / "work", tmp_path / "lovelaceada_LATE_4711_90001_work.zip")
    lay(tmp_path, f"boolegeorge_4712_90002_{FILE}")
    entry = settled(tmp_path, assignment)["lovelaceada"]
    assert (entry.commit, entry.submitted, entry.late) == (hash_, None, True)


# --- pointers, submodules, branches ----------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_git_lfs_pointer_is_told_as_such(packed: bool, repo: Path, rules: Assignment) -> None:
    (repo / "0x04" / FILE).write_text(POINTER)
    commit(repo)
    if packed:
        pack(repo, repo.with_name("ada.zip"))
    ada = of_ada(repo, rules)
    assert list(contents(ada)) == [OTHER]
    assert said(ada, Severity.ERROR) == [f"`{FILE}` is a Git LFS pointer, not the program"]


def test_a_program_that_mentions_git_lfs_is_a_program(repo: Path, assignment: Assignment) -> None:
    (repo / "0x04" / FILE).write_text(f"# {POINTER}")
    assert list(contents(of_ada(repo, assignment))) == [FILE, OTHER]


def test_a_submodule_that_may_hold_a_missing_file_is_told(repo: Path, tmp_path: Path, rules: Assignment) -> None:
    commit(lay(tmp_path / "other", THIRD))
    git(repo, "submodule", "--quiet", "add", str(tmp_path / "other"), "0x04/more")
    git(repo, "commit", "--quiet", "--message", "Submodule")
    git(tmp_path, "clone", "--quiet", str(repo), "clone")
    shutil.rmtree(repo)
    (tmp_path / "clone").rename(repo)
    ada = of_ada(repo, rules)
    assert warned(ada) == ["`0x04/more` is a submodule: its files are in another repository, and were not handed in"]
    lay(repo, f"0x04/{THIRD}")
    commit(repo)
    assert warned(of_ada(repo, rules)) == []


def test_the_files_of_a_submodule_that_were_handed_in_are_graded(
    repo: Path, tmp_path: Path, assignment: Assignment
) -> None:
    commit(lay(tmp_path / "other", THIRD))
    git(repo, "submodule", "--quiet", "add", str(tmp_path / "other"), "0x04/more")
    git(repo, "commit", "--quiet", "--message", "Submodule")
    ada = of_ada(repo, assignment)
    assert list(contents(ada)) == [FILE, OTHER, THIRD]
    (warning,) = warned(ada)
    assert warning.startswith("`0x04/more`: its `.git` points to a repository elsewhere, which is not followed")


def local(repo: Path) -> tuple[Path, str]:
    return repo, "dev"


def fetched(repo: Path) -> tuple[Path, str]:
    """The class's own clone, in which only the default branch was checked out."""
    moved = repo.rename(repo.parent.parent / "origin")
    git(repo.parent, "clone", "--quiet", str(moved), "ada")
    return repo, "origin/dev"


def packed_refs(repo: Path) -> tuple[Path, str]:
    git(repo, "pack-refs", "--all")
    return repo, "dev"


def bare(repo: Path) -> tuple[Path, str]:
    moved = repo.rename(repo.parent.parent / "origin")
    git(repo.parent, "clone", "--quiet", "--bare", str(moved), "ada.git")
    return repo, "dev"


@pytest.mark.parametrize("kind", [local, fetched, packed_refs, bare], ids=lambda kind: kind.__name__)
def test_a_file_that_is_on_another_branch_is_told_with_the_branch_s_name(
    kind: Callable[[Path], tuple[Path, str]], repo: Path, rules: Assignment
) -> None:
    git(repo, "checkout", "--quiet", "-b", "dev")
    commit(lay(repo, f"0x04/{THIRD}"))
    git(repo, "checkout", "--quiet", "main")
    repo, branch = kind(repo)
    ada = of_ada(repo, rules)
    assert list(contents(ada)) == [FILE, OTHER]
    assert warned(ada) == [f"not in what is graded, but on the branch `{branch}`: `{THIRD}`"]
    assert ada.commit is not None  # of those that are graded, the commit is known


def test_branches_that_have_nothing_more_are_not_told(repo: Path, rules: Assignment) -> None:
    git(repo, "checkout", "--quiet", "-b", "dev")
    (repo / "0x04" / FILE).write_text("another version")
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    assert warned(of_ada(repo, rules)) == []


def test_a_branch_that_cannot_be_read_is_told(repo: Path, rules: Assignment) -> None:
    (repo / ".git" / "refs" / "heads" / "dev").write_text("1" * 40 + "\n")
    ada = of_ada(repo, rules)
    assert warned(ada) == [
        "the branch `dev` cannot be read (its object 1111111111 is not there, or is damaged), "
        "and no other was looked at"
    ]
    assert ada.commit is not None


def test_a_tree_of_endless_folders_is_looked_through_once(repo: Path, rules: Assignment) -> None:
    """Each tree has the one before ten times: ten to the power of 30 folders, in 30 objects."""
    tree = git(repo, "rev-parse", "HEAD:0x04")
    for _ in range(30):
        entries = "".join(f"040000 tree {tree}\t{number}\n" for number in range(10))
        made = subprocess.run(("git", "mktree"), cwd=repo, input=entries, capture_output=True, text=True, check=True)
        tree = made.stdout.strip()
    branch = git(repo, "commit-tree", "-m", "Bomb", tree)
    git(repo, "branch", "bomb", branch)
    assert warned(of_ada(repo, rules)) == []
