import errno
import multiprocessing
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from checks.model import Beside, Exhibit, Finding, Grade, Judged, Pixels, Ran, Read, Score, Source, TaskGrade, Verdict
from checks.model.assignment import Assignment
from grader.batch.journal import Journal, Record
from grader.batch.journal_file import JournalError
from grader.folders import JOURNAL_FILE
from grader.intake.entries import Entry, Location
from tests.conftest import ROOT
from tests.tasks import grade_of, of

DATA = b"import numpy as np\n" * 100


def record(assignment: Assignment, student: str, verdict: Verdict = Verdict.ACCEPTED, content: str = "c") -> Record:
    source = Source("0.py", DATA, "abc", executable=True)
    task = TaskGrade(of(assignment, "valid").called, verdict, Score(3, 10), source, 0.5, ())
    grade = Grade(assignment.name, student, "full", (task,), (), Score(3, 10), passed=verdict is Verdict.ACCEPTED)
    return Record(
        Entry(student, "folder", student, Location("")),
        *(grade, content, {"0.py": "abc"}, {"0": "ran"}, "a", "v", datetime(2026, 1, 2, tzinfo=UTC), 0.25),
    )


PIXELS = Pixels(1, 1, b"1234")
EXHIBIT = Exhibit("a", "b", "c", "d", "e", (), (), (Beside(PIXELS, None),), (1, 1, 1), None)
SAID = {
    "read": Read({"style": Judged((Finding(check="style", message="m"),))}, {"flip": 3}),
    "ran": Ran({"values": Judged(None)}, 0.5, right_shape=True, isolation="full", exhibit=EXHIBIT),
}


def test_what_is_put_is_there_when_the_journal_is_opened_again(tmp_path: Path, assignment: Assignment) -> None:
    put = [record(assignment, name) for name in ("b", "a", "Zoë, O'Neil")]
    with Journal(tmp_path) as journal:
        for one in put:
            journal.put(one, SAID)
    with Journal(tmp_path) as journal:
        assert list(journal.records()) == sorted(put, key=lambda one: one.entry.student)
        assert journal.record("nobody") is None
        assert (journal.read("read"), journal.ran("ran")) == tuple(SAID.values())
        assert (journal.read("x"), journal.ran("x")) == (None, None)
        assert len(journal) == 3


def test_exhibits_are_kept_with_what_was_said_of_the_run(tmp_path: Path, assignment: Assignment) -> None:
    put = record(assignment, "a")
    task = msgspec.structs.replace(grade_of(put.grade, "valid"), exhibit=EXHIBIT)
    drawn = msgspec.structs.replace(put, grade=msgspec.structs.replace(put.grade, tasks=(task,)))
    with Journal(tmp_path) as journal:
        journal.put(drawn, SAID)
        assert list(journal.records()) == [put]
        assert journal.record("a") == drawn


def test_a_submission_is_held_until_it_changes(tmp_path: Path, assignment: Assignment) -> None:
    with Journal(tmp_path) as journal:
        assert not journal.holds("a", "c")
        journal.put(record(assignment, "a"), {})
        assert journal.holds("a", "c")
        assert not journal.holds("a", "d")
        journal.put(record(assignment, "a", content="d"), {})
        assert not journal.holds("a", "c")
        assert len(journal) == 1


def test_what_the_grader_failed_at_is_not_held(tmp_path: Path, assignment: Assignment) -> None:
    with Journal(tmp_path) as journal:
        journal.put(record(assignment, "a", Verdict.INTERNAL_ERROR), {})
        assert not journal.holds("a", "c")
        assert len(journal) == 1


def test_a_source_that_many_handed_in_is_kept_once(tmp_path: Path, assignment: Assignment) -> None:
    with Journal(tmp_path) as journal:
        for number in range(20):
            journal.put(record(assignment, str(number)), SAID)
    with sqlite3.connect(tmp_path / JOURNAL_FILE) as connection:
        assert connection.execute("SELECT count(*) FROM sources").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM works").fetchone() == (2,)


def test_marks_are_kept_until_the_submission_is_graded_again(tmp_path: Path, assignment: Assignment) -> None:
    with Journal(tmp_path) as journal:
        for name in "ab":
            journal.put(record(assignment, name), {})
        journal.mark({"a": "written"})
        assert list(journal.marks()) == [("a", "c", "written"), ("b", "c", "")]
        journal.put(record(assignment, "a"), {})
        assert list(journal.marks()) == [("a", "c", ""), ("b", "c", "")]


def test_those_of_whom_nothing_came_are_told_apart_and_can_be_forgotten(tmp_path: Path, assignment: Assignment) -> None:
    nothing = [record(assignment, name, Verdict.MISSING, content="") for name in ("ben", "cem")]
    with Journal(tmp_path) as journal:
        journal.put(record(assignment, "ada"), {})
        journal.exchange((), nothing)
        assert list(journal.absent()) == [each.entry.student for each in nothing]
        assert [entry.student for entry in journal.entries()] == ["ada"]
        assert [each.absent for each in journal.records()] == [False, True, True]
        journal.exchange(["ben"], ())
        journal.put(record(assignment, "cem"), {})
        assert [entry.student for entry in journal.entries()] == ["ada", "cem"]
        assert not journal.holds("cem", "")


def test_a_fresh_journal_leaves_the_earlier_one_beside_it(tmp_path: Path, assignment: Assignment) -> None:
    with Journal(tmp_path) as journal:
        journal.put(record(assignment, "a"), {})
    with Journal(tmp_path, fresh=True) as journal:
        assert len(journal) == 0
    (earlier,) = tmp_path.glob("grades-*.sqlite")
    with sqlite3.connect(earlier) as connection:
        assert connection.execute("SELECT student FROM submissions").fetchall() == [("a",)]


def test_a_second_batch_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(JournalError, match="another batch is at work on"):
        Journal(tmp_path)
    Journal(tmp_path).close()


def _open_and_wait(folder: Path, opened) -> None:
    journal = Journal(folder)
    opened.set()
    multiprocessing.Event().wait()
    journal.close()


def test_a_batch_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    opened = context.Event()
    other = context.Process(target=_open_and_wait, args=(tmp_path, opened))
    other.start()
    assert opened.wait(30)
    with pytest.raises(JournalError, match="another batch"):
        Journal(tmp_path)
    other.kill()
    other.join()
    Journal(tmp_path).close()


WITHOUT_LOCKS = """
import ctypes, struct, sys
from pathlib import Path
from grader.sandbox import linux, seccomp
from grader.batch.journal_file import JournalError
from grader.batch.journal import Journal
NUMBER = {"x86_64": 73, "aarch64": 32}[sys.argv[2]]  # of flock
kernel = linux.Kernel(linux.ARCHITECTURES[sys.argv[2]])
kernel.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
seccomp.enter(kernel, b"".join([
    seccomp.instruction(seccomp.LOAD, seccomp.NUMBER),
    seccomp.instruction(seccomp.JUMP_EQUAL, NUMBER, 0, 1),
    seccomp.instruction(seccomp.RETURN, seccomp.ERRNO | int(sys.argv[3])),
    seccomp.instruction(seccomp.RETURN, seccomp.ALLOW),
]))
try:
    Journal(Path(sys.argv[1]))
except JournalError as error:
    print(error)
"""


@pytest.mark.parametrize("refusal", [errno.ENOLCK, errno.EOPNOTSUPP], ids=errno.errorcode.get)
def test_a_disk_without_locks_is_not_taken_for_another_batch(refusal: int, tmp_path: Path, need) -> None:
    """The kernel itself refuses the lock, as it does on some disks of a network."""
    need("full")
    command = [sys.executable, "-c", WITHOUT_LOCKS, tmp_path, os.uname().machine, str(refusal)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    why = os.strerror(refusal).lower()
    assert done.stdout == f"no file in {tmp_path} can be locked ({why}): name a folder on another disk\n"


def rights(folder: Path) -> dict[str, str]:
    return {path.name.removeprefix(JOURNAL_FILE): oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("umask", "expected"), [(0o002, "0o664"), (0o022, "0o644"), (0o077, "0o600")], ids=["002", "022", "077"]
)
def test_the_journal_has_the_rights_that_files_are_to_have(umask: int, expected: str, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        with Journal(tmp_path) as journal:
            journal.keep({})
            assert rights(tmp_path) == dict.fromkeys(["", "-wal", "-shm", ".lock"], expected)
    finally:
        os.umask(before)


ASSISTANT = """
import os, sys
from pathlib import Path
from tests.grader.batch.test_journal import SAID, record
from grader.assignment.loading import load
from grader.results import files
from grader.batch.journal_file import JournalError
from grader.batch.journal import Journal
import reference
from checks.pipeline import CHECK_IDS
rules = load(reference.FOLDER, CHECK_IDS)
folder, user, group, umask, end = Path(sys.argv[1]), *map(int, sys.argv[2:6])
os.setgroups([])
os.setgid(group)
os.setuid(user)
os.umask(umask)
try:
    journal = Journal(folder)
    journal.put(record(rules, f"by {user}"), SAID)
    files.folder(folder / "feedback")
    files.write(folder / "feedback" / "ada.txt", str(user))
    print(len(journal), flush=True)
except JournalError as error:
    print(error)
if end:
    os._exit(0)  # as if killed: what the journal has not yet taken in stays beside it
"""
GROUP = 54320


@pytest.fixture
def shared(miss) -> Iterator[Path]:
    """A folder in which everybody of one group may write."""
    if os.geteuid() != 0:
        miss("nobody but root can become two other users")
    folder = Path(tempfile.mkdtemp())
    os.chown(folder, 0, GROUP)
    folder.chmod(0o770)
    yield folder
    shutil.rmtree(folder)


def assistant(folder: Path, user: int, umask: int, *, killed: bool = False) -> str:
    words = map(str, (folder, user, GROUP, umask, int(killed)))
    command = [sys.executable, "-c", ASSISTANT, *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("killed", [False, True], ids=["one after the other", "after one who was killed"])
def test_two_assistants_of_a_group_work_on_one_folder(killed: bool, shared: Path) -> None:
    out = shared / "results"
    assert assistant(out, 54321, 0o002, killed=killed) == "1"
    assert assistant(out, 54322, 0o002) == "2"
    assert assistant(out, 54321, 0o002) == "2"


def test_a_journal_of_somebody_who_lets_nobody_write_is_told(shared: Path) -> None:
    assert assistant(shared, 54321, 0o022) == "1"
    (shared / f"{JOURNAL_FILE}.lock").chmod(0o666)
    told = "is another's, who does not let you write to it: ask for that (chmod g+w), or name another folder"
    assert assistant(shared, 54322, 0o022) == f"{shared / JOURNAL_FILE} {told}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("PRAGMA user_version = 99; PRAGMA application_id = 1129270870", "a journal of version 99"),
        ("CREATE TABLE grades (a)", "no journal of this grader"),
    ],
    ids=["another version's", "another program's"],
)
def test_a_database_of_another_kind_is_left_as_it_is(content: str, words: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / JOURNAL_FILE) as connection:
        connection.executescript(f"{content}; CREATE TABLE other (a)")
    with pytest.raises(JournalError, match=words):
        Journal(tmp_path)
    with sqlite3.connect(tmp_path / JOURNAL_FILE) as connection:
        assert connection.execute("SELECT count(*) FROM other").fetchone() == (0,)
    Journal(tmp_path, fresh=True).close()


def test_what_is_no_database_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / JOURNAL_FILE).write_bytes(b"not a database" * 100)
    with pytest.raises(JournalError, match="file is not a database"):
        Journal(tmp_path)
    assert (tmp_path / JOURNAL_FILE).read_bytes().startswith(b"not a database")


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalError, match="cannot be written to: not a directory"):
        Journal(tmp_path / "file" / "out")


@pytest.fixture
def small_disk(tmp_path: Path, miss):
    """A file system of 256 kB, which can be made read-only."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", folder], capture_output=True)
    if mounted.returncode:
        miss(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_told_and_what_was_journalled_is_kept(small_disk: Path, assignment: Assignment) -> None:
    put: list[str] = []

    def fill(journal: Journal) -> None:
        for number in range(10_000):
            noise = Finding(check="style", message=os.urandom(2000).hex())
            journal.put(record(assignment, f"{number:05}"), {str(number): Read({"style": Judged((noise,))})})
            put.append(f"{number:05}")

    with Journal(small_disk) as journal, pytest.raises(JournalError, match="make room on that disk"):
        fill(journal)
    subprocess.run(["mount", "-o", "remount,size=2m", small_disk], check=True)
    with Journal(small_disk) as journal:
        assert [one.entry.student for one in journal.records()] == put
        journal.put(record(assignment, "more"), {})
    assert put


def test_a_disk_that_is_read_only_is_told(small_disk: Path) -> None:
    Journal(small_disk).close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(JournalError, match="cannot be written to: read-only file system"):
        Journal(small_disk)


def test_a_record_survives_the_journal_with_what_is_odd_in_it(tmp_path: Path, assignment: Assignment) -> None:
    odd = Finding(check="proof", message="\\ud800 \x1b[31m", line=3)
    plain = record(assignment, "a")
    task = msgspec.structs.replace(grade_of(plain.grade, "valid"), source=None, note=odd.message)
    put = msgspec.structs.replace(plain, grade=msgspec.structs.replace(plain.grade, tasks=(task,)))
    with Journal(tmp_path) as journal:
        journal.put(put, {})
        assert journal.record("a") == put
