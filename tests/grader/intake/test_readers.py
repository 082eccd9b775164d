"""Readers of archives: what becomes of one that is ended, swells, hangs, talks nonsense or is not to be had."""

import gzip
import json
import os
import select
import signal
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from checks.model import Severity, Source
from checks.model.assignment import Assignment
from grader.intake import archives
from grader.intake.archives import processes, reader
from grader.intake.archives.limits import INNER, ArchiveLimits
from grader.intake.archives.members import Branch
from grader.intake.archives.processes import Processes
from grader.intake.archives.reader import Reader
from grader.intake.data import Data, InMemory, OnDisk, kept, opened
from grader.intake.taking import read
from grader.intake.tree import BrokenError
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import BEST
from grader.unpacking.told import FRAME, LARGEST, Fault
from tests.grader.intake.hostile import FILE, GOOD, MIB, tarred, zipped
from tests.grader.intake.parrot import AGAIN
from tests.grader.intake.taking import said, scan, unread
from tests.processes import running

LARGE = os.urandom(MIB) * 4  # what no socket holds
ARCHIVE = zipped(("a.py", LARGE), compression=zipfile.ZIP_STORED)
CONTENT = ("content", 0, len(LARGE), zipfile.ZIP_STORED, zlib.crc32(LARGE), len(LARGE))
BRIEF = msgspec.structs.replace(INNER, seconds=1)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[Processes]:
    """Readers of this test alone."""
    with closing(Processes()) as own:
        monkeypatch.setattr(reader, "_processes", lambda: own)
        yield own


def readers(own: Processes) -> list[int]:
    """What runs below the fork server, or below process 1 of its namespace."""
    assert own._server is not None
    below = running(own._server.pid)
    return below[1:] if own._server.layers == LEVELS["full"] else below


def end(pids: list[int], how: int = signal.SIGKILL) -> None:
    assert pids
    for pid in pids:
        os.kill(pid, how)


# --- what goes on ----------------------------------------------------------------------------------


def test_one_process_answers_all_that_is_asked_of_an_archive(own: Processes) -> None:
    root = archives.tree(InMemory(zipped((FILE, GOOD), ("a.py", b"x"))), "a.zip", INNER)
    first = readers(own)
    assert [root.take(file, file.name).data for file in root.files()] == [GOOD, b"x"]
    assert readers(own) == first
    assert len(first) == 1


def test_it_ends_with_the_archive(own: Processes) -> None:
    root = archives.tree(InMemory(zipped((FILE, GOOD))), "a.zip", INNER)
    (pid,) = readers(own)
    ended = os.pidfd_open(pid)
    del root
    assert select.select([ended], [], [], 60)[0] == [ended]
    os.close(ended)


def test_one_that_had_a_large_table_is_replaced_by_one_that_has_not(own: Processes) -> None:
    members = [(f"{number}.py", b"x") for number in range(10_001)]
    root = archives.tree(InMemory(zipped(*members, compression=zipfile.ZIP_STORED)), "a.zip", INNER)
    assert root.take(root.files()[0], "0.py").data == b"x"
    assert readers(own)[1:] == []


def test_one_that_is_killed_between_two_questions_is_replaced(own: Processes) -> None:
    root = archives.tree(InMemory(zipped((FILE, GOOD))), "a.zip", INNER)
    end(readers(own))
    assert root.take(root.files()[0], FILE).data == GOOD


def test_one_that_is_killed_in_the_middle_of_an_answer_is_replaced(own: Processes) -> None:
    killed: list[int] = []

    def take(chunks: Iterator[bytes]) -> bytes:
        start = next(chunks)
        if not killed:
            killed.extend(readers(own))
            end(killed)
        return start + b"".join(chunks)

    assert Reader(InMemory(ARCHIVE), INNER).ask(take, *CONTENT) == LARGE
    assert killed


def test_a_fork_server_that_is_killed_is_replaced(own: Processes) -> None:
    root = archives.tree(InMemory(zipped((FILE, GOOD))), "a.zip", INNER)
    assert own._server is not None
    end([*reversed(running(own._server.pid)), own._server.pid])  # in this order none is gone before its turn
    assert root.take(root.files()[0], FILE).data == GOOD


@pytest.mark.parametrize("level", LEVELS)
def test_archives_are_read_at_every_level(level: str, monkeypatch: pytest.MonkeyPatch, need) -> None:
    need(level)
    with closing(Processes((LEVELS[level],))) as own:
        monkeypatch.setattr(reader, "_processes", lambda: own)
        for data in (zipped((FILE, GOOD)), tarred((FILE, GOOD)), gzip.compress(tarred((FILE, GOOD)))):
            root = archives.tree(InMemory(data), "a", INNER)
            assert root.take(root.files()[0], FILE).data == GOOD


def large(tmp_path: Path) -> Data:
    return kept([bytes(MIB)] * 3)


def small(tmp_path: Path) -> Data:
    return InMemory(b"x")


def on_the_disk(tmp_path: Path) -> Data:
    (tmp_path / "a.zip").write_bytes(b"x")
    return opened(str(tmp_path / "a.zip"))


@pytest.mark.parametrize("make", [large, small, on_the_disk], ids=lambda make: make.__name__)
def test_a_reader_cannot_write_to_what_it_reads(make, tmp_path: Path) -> None:
    data = make(tmp_path)
    with data.shared() as descriptor:
        assert OnDisk(os.dup(descriptor)).at(0, 10) == data.at(0, 10)
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.pwrite(descriptor, b"y", 0)


# --- what does not ---------------------------------------------------------------------------------


def looping(path: Path) -> Path:
    """A gzip with 1 TiB of zeros behind it, which Python looks through byte by byte."""
    path.write_bytes(gzip.compress(tarred((FILE, GOOD))))
    os.truncate(path, 2**40)
    return path


def test_one_that_loops_is_ended(tmp_path: Path) -> None:
    with pytest.raises(BrokenError, match="takes too long to read"):
        archives.tree(opened(str(looping(tmp_path / "a.tar.gz"))), "a.tar.gz", BRIEF)


def test_one_that_hangs_is_ended(own: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_WALL", 0.3)

    def take(chunks: Iterator[bytes]) -> bytes:
        start = next(chunks)
        end(readers(own), signal.SIGSTOP)
        return start + b"".join(chunks)

    with pytest.raises(BrokenError, match="takes too long to read"):
        Reader(InMemory(ARCHIVE), BRIEF).ask(take, *CONTENT)


def test_one_that_swells_is_told() -> None:
    """A table of contents that needs more memory than a reader has."""
    little = msgspec.structs.replace(INNER, memory=4 * MIB)
    names = zipped(*((f"{number:05}{'a' * 1000}.py", b"") for number in range(5000)), compression=zipfile.ZIP_STORED)
    with pytest.raises(BrokenError, match="needs more memory than an archive may"):
        archives.tree(InMemory(names), "a.zip", little)


def test_one_that_is_killed_each_time_is_told(own: Processes) -> None:

    def take(chunks: Iterator[bytes]) -> bytes:
        start = next(chunks)
        end(readers(own))
        return start + b"".join(chunks)

    with pytest.raises(BrokenError, match="breaks the program that reads it"):
        Reader(InMemory(ARCHIVE), INNER).ask(take, *CONTENT)


def test_without_a_fork_server_it_is_this_machine_that_cannot_read(
    tmp_path: Path, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ada", "bob"):
        (tmp_path / f"{name}.zip").write_bytes(zipped((FILE, GOOD)))
    entries = list(scan(tmp_path, assignment))
    with closing(Processes(BEST, "grader.unpacking.nothing")) as broken:
        monkeypatch.setattr(reader, "_processes", lambda: broken)
        for entry in entries:
            (why,) = set(unread(submission := read(entry, assignment)))
            assert "no process to read archives could be started" in why
            assert "no process to read archives could be started" in said(submission, Severity.ERROR)[0]


ROW = ["a.py", False, 3, 0, False, "", [0, 3, 0, 891568578]]


def told(*rows: object) -> bytes:
    body = json.dumps(rows).encode()
    return FRAME.pack(False, len(body)) + body + FRAME.pack(True, 0)


NONSENSE = {
    "no frame": b"x" * 100,
    "a frame that is too long": FRAME.pack(False, LARGEST + 1),
    "no JSON": FRAME.pack(False, 1) + b"x",
    "another number of values": told(ROW[:-1]),
    "a size below zero": told([*ROW[:2], -1, *ROW[3:]]),
    "a size that is no number": told([*ROW[:2], "3", *ROW[3:]]),
    "a time that is none": told([*ROW[:3], 1e300, *ROW[4:]]),
    "a problem that there is not": told([*ROW[:5], "\x1b[31m", ROW[6]]),
    "a name of what are no bytes": told(["漢.py", *ROW[1:]]),
    "no place": told([*ROW[:6], []]),
    "a place that is nowhere": told([*ROW[:6], [-1]]),
    "a fault that there is not": FRAME.pack(True, 1) + b"x",
}


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with closing(Processes(BEST, "tests.grader.intake.parrot")) as parrot:
        monkeypatch.setattr(reader, "_processes", lambda: parrot)
        yield


@pytest.mark.usefixtures("parrot")
def test_what_a_reader_tells_is_taken_if_it_may_be_true() -> None:
    root = archives.tree(InMemory(told(ROW)), "a.zip", INNER)
    assert [file.name for file in root.files()] == ["a.py"]


@pytest.mark.usefixtures("parrot")
@pytest.mark.parametrize("said", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_believed_in_nothing(said: bytes) -> None:
    with pytest.raises(BrokenError, match="breaks the program that reads it"):
        archives.tree(InMemory(said), "a.zip", BRIEF)


@pytest.mark.usefixtures("parrot")
def test_one_that_talks_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_WALL", 0.3)
    nothing = FRAME.pack(False, 2) + b"[]"
    with pytest.raises(BrokenError, match="takes too long to read"):
        archives.tree(InMemory(AGAIN + nothing), "a.zip", BRIEF)


def contents(root: Branch) -> list[Data]:
    return [root.data(file, MIB) for file in root.files()]


@pytest.mark.usefixtures("parrot")
@pytest.mark.parametrize(
    ("said", "limits", "wrong"),
    [
        (told(*[ROW] * 10), msgspec.structs.replace(INNER, members=9), "holds more than 9 members"),
        (told(*[ROW] * 10), msgspec.structs.replace(INNER, table=39), "holds more names than an archive may"),
        (told(ROW), INNER, "is longer than the archive says"),
    ],
    ids=["members", "names", "more than was asked for"],
)
def test_more_than_may_be_is_not_taken(said: bytes, limits: ArchiveLimits, wrong: str) -> None:
    with pytest.raises(BrokenError, match=wrong):
        contents(archives.tree(InMemory(said), "a.zip", limits))


@pytest.mark.usefixtures("parrot")
def test_every_fault_is_said_as_it_is_known_here() -> None:
    for fault in Fault:
        with pytest.raises(BrokenError, match=fault.value[:20]):
            Reader(InMemory(FRAME.pack(True, len(fault)) + fault.encode()), INNER).ask(b"".join, "members")


def test_a_hostile_archive_does_not_end_what_reads_a_class(tmp_path: Path, assignment: Assignment) -> None:
    """In one archive, whose reader each student's file is asked of."""
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_BZIP2) as archive:
        for name in ("ada", "mallory", "zoe"):
            archive.writestr(f"{name}/{FILE}", GOOD if name != "mallory" else bytes(2 * MIB))
    found = {entry.student: read(entry, assignment).files[FILE] for entry in scan(tmp_path / "class.zip", assignment)}
    assert [isinstance(file, Source) for file in found.values()] == [True, False, True]
