"""`grader grade` of a folder with a git repository: the same as in a class."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.model.assignment import Assignment
from grader.cli import run
from grader.commands.grade import _submission
from tests.assignments import edited, folder_with
from tests.classes import commit, copy, git
from tests.grader.intake.taking import FILES, contents, lay, of_commits, taken, unread, warned
from tests.grading import SUBMISSIONS

FILE, OTHER, _ = FILES


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A right submission, whose commit is a wrong one."""
    repo = tmp_path / "class" / "ada"
    copy(SUBMISSIONS / "wrong_flipped_kernel", repo)
    commit(repo)
    for path in (SUBMISSIONS / "correct_kernel_loops").glob("*.py"):
        shutil.copy(path, repo)
    return repo


def test_the_files_are_graded_and_it_is_said_that_the_commit_differs(repo: Path, capsys) -> None:
    assert run(["grade", str(repo), "--task", "0"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert (
        f"the files are graded as they were handed in, and differ from the commit {git(repo, 'rev-parse', 'HEAD')[:10]}"
        in out
    )
    assert "ada: 10 / 10 points" in out


def test_the_commit_is_graded_where_the_policy_says_so(repo: Path, tmp_path: Path, capsys) -> None:
    policy = folder_with(tmp_path / "mine", edited(('git = "working"', 'git = "commit"')))
    assert run(["grade", str(repo), "--task", "0", "--assignment", str(policy)]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert f"the commit {git(repo, 'rev-parse', 'HEAD')[:10]} is graded, and the files beside it differ" in out
    assert "ada: 6.33 / 10 points" in out


def working(repo: Path) -> Path:
    return repo


def bare(repo: Path) -> Path:
    git(repo.parent, "clone", "--quiet", "--bare", "ada", "bare.git")
    shutil.rmtree(repo)
    return (repo.parent / "bare.git").rename(repo.parent / "ada.git")


def alone(repo: Path) -> Path:
    for path in repo.glob("[!.]*"):
        path.unlink()
    return repo


@pytest.mark.parametrize("git_", ["working", "commit"])
@pytest.mark.parametrize("kind", [working, bare, alone], ids=lambda kind: kind.__name__)
def test_it_is_read_as_in_a_class(kind: Callable[[Path], Path], git_: str, repo: Path, assignment: Assignment) -> None:
    repo = kind(repo)
    rules = of_commits(assignment) if git_ == "commit" else assignment
    handed_in = _submission(repo, rules, whole=True)
    assert handed_in == taken(repo.parent, rules)["ada"]
    assert sorted(handed_in.files) == sorted(FILES)


def test_of_files_that_are_named_and_of_a_folder_inside_of_a_repository_the_commit_is_not_looked_at(
    repo: Path, assignment: Assignment
) -> None:
    """As before a commit, or by a hook of git's."""
    named = _submission(repo, of_commits(assignment), whole=False)
    inner = _submission(lay(repo / "0x04", FILE), of_commits(assignment), whole=True)
    assert (named.intake, inner.intake) == ((), ())
    assert contents(inner) == {FILE: FILE.encode()}


def test_files_below_a_repository_are_still_to_be_named(tmp_path: Path, capsys) -> None:
    commit(lay(tmp_path / "ada", f"0x04/{FILE}"))
    assert run(["grade", str(tmp_path / "ada")]) == 2
    assert f"did you mean {tmp_path}/ada/0x04?" in capsys.readouterr().err


def test_without_git_the_files_are_graded_and_it_is_said(repo: Path, assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    handed_in = _submission(repo, assignment, whole=True)
    assert sorted(handed_in.files) == sorted(FILES)
    (warning,) = warned(handed_in)
    assert warning == (
        "its repository cannot be read on this machine (git is not installed, and this is a git repository): "
        "whether the files beside it are committed is not known"
    )


def test_without_git_a_commit_cannot_be_graded(repo: Path, assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert len(unread(_submission(repo, of_commits(assignment), whole=True))) == len(FILES)
