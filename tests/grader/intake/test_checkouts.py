"""What is taken of a folder with a git repository: the files beside it, or those of a commit, and of which."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checks.model import Severity, Submission
from checks.model.assignment import Assignment
from grader.intake.taking import read
from tests.classes import commit, git, pack
from tests.grader.intake.taking import FILES, contents, lay, of_commits, said, scan, settled, taken, warned

FILE, OTHER, THIRD = FILES
DUE = datetime(2024, 3, 10, 12, tzinfo=UTC)
EARLY, LAST, LATE = "2024-03-05T12:00:00+00:00", "2024-03-10T11:59:00+00:00", "2024-03-11T12:00:00+00:00"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """The repository of a student in a class, with work that is not committed."""
    repo = lay(tmp_path / "class" / "ada", f"0x04/{FILE}")
    commit(repo)
    (repo / "0x04" / FILE).write_text("beside")
    return lay(repo, f"0x04/{OTHER}")


def of_ada(repo: Path, assignment: Assignment) -> Submission:
    return taken(repo.parent, assignment)["ada"]


BESIDE = {FILE: b"beside", OTHER: f"0x04/{OTHER}".encode()}
COMMITTED = {FILE: f"0x04/{FILE}".encode()}


# --- the files, or the commit ----------------------------------------------------------------------


@pytest.mark.parametrize("packed", ["", "zip", "tar", "tar.gz"], ids=["folder", "zip", "tar", "tar.gz"])
def test_what_was_handed_in_counts_and_where_the_policy_says_so_the_commit(
    packed: str, repo: Path, assignment: Assignment
) -> None:
    if packed:
        pack(repo, repo.with_name(f"ada.{packed}"))
    assert contents(of_ada(repo, assignment)) == BESIDE
    assert contents(of_ada(repo, of_commits(assignment))) == COMMITTED


def test_the_same_in_a_platform_s_download(repo: Path, tmp_path: Path, assignment: Assignment) -> None:
    repo.rename(lay(tmp_path / "moodle", f"Bob_2_assignsubmission_file_/{FILE}") / "Ada_1_assignsubmission_file_")
    for rules, wanted in ((assignment, BESIDE), (of_commits(assignment), COMMITTED)):
        assert contents(taken(tmp_path / "moodle", rules)["Ada"]) == wanted


def bare(repo: Path) -> None:
    moved = repo.rename(repo.parent.parent / "origin")
    git(repo.parent, "clone", "--quiet", "--bare", str(moved), "ada.git")


def bare_inside(repo: Path) -> None:
    """A folder that has nothing but a bare repository."""
    moved = repo.rename(repo.parent.parent / "origin")
    repo.mkdir()
    git(repo, "clone", "--quiet", "--bare", str(moved), "work.git")


def alone(repo: Path) -> None:
    """Only `.git` was handed in."""
    shutil.rmtree(repo / "0x04")


def alone_in_a_zip(repo: Path) -> None:
    alone(repo)
    pack(repo, repo.with_name("ada.zip"))


@pytest.mark.parametrize("make", [bare, bare_inside, alone, alone_in_a_zip], ids=lambda make: make.__name__)
@pytest.mark.parametrize("git_", ["working", "commit"])
def test_a_repository_without_files_beside_it_has_those_of_its_commit(
    git_: str, make: Callable[[Path], None], repo: Path, assignment: Assignment
) -> None:
    hash_ = git(repo, "rev-parse", "HEAD")
    make(repo)
    rules = of_commits(assignment) if git_ == "commit" else assignment
    ada = of_ada(repo, rules)
    assert (contents(ada), warned(ada)) == (COMMITTED, [])
    assert settled(repo.parent, rules)["ada"].commit == hash_
    only = ["no files lie beside `.git`: those of its commit were taken"] if make in (alone, alone_in_a_zip) else []
    assert said(ada, Severity.NOTE) == only


def test_of_too_many_repositories_the_rest_is_not_looked_at(tmp_path: Path, assignment: Assignment) -> None:
    first = lay(tmp_path / "class" / "ada" / "v00", FILE)
    commit(first)
    for number in range(1, 10):
        shutil.copytree(first, first.with_name(f"v{number:02d}"))
    lay(first.with_name("v09"), OTHER)
    lay(tmp_path / "class", f"ada/{THIRD}", f"bob/{FILE}")
    ada = taken(tmp_path / "class", assignment)["ada"]
    assert list(contents(ada)) == [FILE, OTHER, THIRD]
    assert (
        "`v09`: more than 8 repositories are in one submission: whether the files beside it are committed is not known"
        in warned(ada)
    )


# --- as of the deadline ----------------------------------------------------------------------------


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """The repository of a student who went on after the deadline."""
    repo = tmp_path / "class" / "ada"
    for text, date in (("early", EARLY), ("last", LAST), ("late", LATE)):
        lay(repo, FILE)
        (repo / FILE).write_text(text)
        commit(repo, date)
    return repo


def of_deadline(repo: Path, assignment: Assignment, due: datetime = DUE, **late: object) -> Submission:
    return of_ada(repo, of_commits(assignment, deadline=due, **late))


def test_the_last_commit_before_the_deadline_counts(history: Path, assignment: Assignment) -> None:
    ada = of_deadline(history, assignment)
    assert contents(ada) == {FILE: b"last"}
    assert said(ada, Severity.NOTE) == ["as of the deadline (2024-03-10 12:00+00:00): 1 later commit left out"]
    assert ada.commit is not None
    assert ada.commit.hash == git(history, "rev-parse", "HEAD~1")
    assert warned(ada) == [
        f"the commit {ada.commit.hash[:10]} is graded, and the files beside it differ (changed: `{FILE}`)"
    ]


@pytest.mark.parametrize(
    ("due", "late", "text"),
    [
        (DUE - timedelta(minutes=1), {}, b"last"),  # to the second
        (DUE - timedelta(minutes=2), {}, b"early"),
        (DUE - timedelta(minutes=2), {"grace_minutes": 1}, b"last"),
        (DUE.replace(tzinfo=None), {"zone": "America/New_York"}, b"last"),
        (DUE.replace(tzinfo=None), {"zone": "Asia/Tokyo"}, b"early"),
        (DUE + timedelta(days=2), {}, b"late"),
    ],
)
def test_the_deadline_is_that_of_the_policy(
    due: datetime, late: dict[str, object], text: bytes, history: Path, assignment: Assignment
) -> None:
    assert contents(of_deadline(history, assignment, due, **late)) == {FILE: text}


def test_a_student_may_have_a_deadline_of_their_own(history: Path, assignment: Assignment) -> None:
    rules = of_commits(assignment, deadline=DUE)
    (entry,) = scan(history.parent, rules)
    assert contents(read(entry, rules, DUE + timedelta(days=2))) == {FILE: b"late"}


def test_a_bare_repository_and_an_archive_have_a_history_too(history: Path, assignment: Assignment) -> None:
    git(history.parent, "clone", "--quiet", "--bare", "ada", "bob.git")
    pack(history, history.with_name("ada.zip"))
    rules = of_commits(assignment, deadline=DUE)
    for submission in taken(history.parent, rules).values():
        assert contents(submission) == {FILE: b"last"}


def test_of_a_merge_the_branch_that_was_merged_into_counts(history: Path, assignment: Assignment) -> None:
    git(history, "checkout", "--quiet", "-b", "dev", "HEAD~2")
    lay(history, OTHER)
    commit(history, LAST)
    git(history, "checkout", "--quiet", "main")
    git(history, "merge", "--quiet", "--no-edit", "dev", date=LATE)
    assert contents(of_deadline(history, assignment)) == {FILE: b"last"}


def test_the_date_of_the_committer_counts_not_that_of_the_author(history: Path, assignment: Assignment) -> None:
    git(history, "commit", "--quiet", "--amend", "--no-edit", f"--date={EARLY}", date=LATE)
    assert contents(of_deadline(history, assignment)) == {FILE: b"last"}


@pytest.mark.parametrize("kind", ["with files", "bare"])
def test_without_a_commit_before_the_deadline_nothing_is_taken_and_it_is_told(
    kind: str, history: Path, assignment: Assignment
) -> None:
    if kind == "bare":
        git(history.parent, "clone", "--quiet", "--bare", "ada", "ada.git")
        shutil.rmtree(history)
    ada = of_deadline(history, assignment, DUE - timedelta(days=7))
    assert ada.files == {}
    assert said(ada, Severity.ERROR) == [
        "none of its commits is from before the deadline (2024-03-03 12:00+00:00): nothing of it was taken"
    ]


def test_a_history_that_is_cut_off_is_told(history: Path, assignment: Assignment) -> None:
    moved = history.rename(history.parent.parent / "origin")
    git(history.parent, "clone", "--quiet", "--depth", "1", f"file://{moved}", "ada")
    ada = of_deadline(history, assignment)
    assert ada.files == {}
    assert said(ada, Severity.ERROR) == [
        "its history is cut off after the deadline (2024-03-10 12:00+00:00): nothing of it was taken"
    ]


def test_a_commit_without_a_date_is_not_known_to_be_before_the_deadline(history: Path, assignment: Assignment) -> None:
    raw = git(history, "cat-file", "commit", "HEAD~1")
    parent, tree = git(history, "rev-parse", "HEAD~1", "HEAD^{tree}").split()
    undated = history / "undated"
    undated.write_text(
        raw.replace(raw.splitlines()[0], f"tree {tree}\nparent {parent}").replace("committer", "x") + "\n"
    )
    hash_ = git(history, "hash-object", "-t", "commit", "-w", "--literally", str(undated))
    git(history, "update-ref", "refs/heads/main", hash_)
    assert contents(of_deadline(history, assignment)) == {FILE: b"last"}


def test_files_without_a_repository_are_graded_as_they_are(history: Path, assignment: Assignment) -> None:
    shutil.rmtree(history / ".git")
    assert contents(of_deadline(history, assignment)) == {FILE: b"late"}
