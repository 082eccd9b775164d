"""The journal of a batch: an SQLite database that holds every grade, and is the truth about what was graded.

A submission is journalled in one transaction, which is on the disk when `put` returns. Everything else in the folder is
made from the journal.
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from checks.model import Grade, Ran, Read, Source, TaskGrade, Verdict
from grader.batch.choice import Choice
from grader.batch.journal_file import locked, opened, put_aside, told
from grader.folders import JOURNAL_FILE
from grader.intake.entries import Entry

_PUT = "INSERT OR REPLACE INTO submissions VALUES (?, ?, ?, ?, ?)"


class Record(Struct, frozen=True):
    """One journalled submission.

    `sources` has the SHA-256 of every file by name, `runs` the key of what was said of each task's run, by its id;
    `assignment` and `version` are hashes of the policy and of the grader; `seconds` is the wall time of what was judged
    for it, 0 where all was known. `libraries` are the versions of Python and of what the values depend on.
    """

    entry: Entry
    grade: Grade
    content: str
    sources: dict[str, str]
    runs: dict[str, str]
    assignment: str
    version: str
    graded: datetime
    seconds: float
    libraries: dict[str, str] = {}

    @property
    def absent(self) -> bool:
        """Whether nothing came: the student is known from a roster."""
        return not self.content

    @property
    def internal(self) -> bool:
        """Whether the grader failed in what counts."""
        return any(task.verdict is Verdict.INTERNAL_ERROR for task in self.grade.tasks)

    @property
    def unfinished(self) -> bool:
        """Whether the grader failed in anything that was handed in: it is graded again next time."""
        return any(task.verdict is Verdict.INTERNAL_ERROR for task in self.grade.judged)


class _Found(Struct, frozen=True):
    """Of a Record what was found in the class."""

    entry: Entry


class Journal:
    """An open journal; no other batch can open it until it is closed, or its process has ended."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        """Open the journal in a folder, or begin one; a `fresh` one leaves an earlier one beside it under its date.

        Raises:
            JournalError: another batch has it, it is no journal of this version, or the folder cannot be written to.
        """
        self.folder, self.path = folder, folder / JOURNAL_FILE
        self._lock = locked(folder)
        try:
            with told(self.path):
                if fresh and self.path.exists():
                    put_aside(self.path)
                self._connection = opened(self.path)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it, and let others open it."""
        with suppress(sqlite3.Error):  # what was journalled is on the disk
            self._connection.close()
        self._lock.close()

    def __len__(self) -> int:
        """How many submissions are journalled."""
        return int(self._one("SELECT count(*) FROM submissions"))

    def choice(self) -> Choice | None:
        """Which tasks count among what is journalled; None where nobody has said it yet."""
        said = self._one("SELECT said FROM choice")
        return None if said is None else msgspec.msgpack.decode(said, type=Choice)

    def choose(self, choice: Choice) -> None:
        """Remember which tasks count.

        Raises:
            JournalError: the disk is full, or fails.
        """
        with told(self.path), self._connection as transaction:
            transaction.execute("INSERT OR REPLACE INTO choice VALUES (0, ?)", (msgspec.msgpack.encode(choice),))

    def holds(self, student: str, content: str) -> bool:
        """Whether this very submission was graded, by this version, without a failure of the grader."""
        query = "SELECT count(*) FROM submissions WHERE student = ? AND content = ? AND NOT internal"
        return bool(self._one(query, student, content))

    def read(self, key: str) -> Read | None:
        """What the static checks said under this key."""
        said = self._work(key)
        return None if said is None else msgspec.msgpack.decode(said, type=Read)

    def ran(self, key: str) -> Ran | None:
        """What the dynamic checks said under this key."""
        said = self._work(key)
        return None if said is None else msgspec.msgpack.decode(said, type=Ran)

    def put(self, record: Record, works: Mapping[str, Read | Ran]) -> None:
        """Journal one submission, with what was said of its works by key.

        Raises:
            JournalError: the disk is full, or fails.
        """
        sources = {task.source.sha256: task.source.data for task in record.grade.judged if task.source}
        with told(self.path), self._connection as transaction:
            _keep(transaction, works)
            transaction.executemany(
                "INSERT OR IGNORE INTO sources VALUES (?, ?)",
                [(sha256, zlib.compress(data)) for sha256, data in sources.items()],
            )
            transaction.execute(_PUT, _row(record))

    def exchange(self, gone: Iterable[str], come: Iterable[Record]) -> None:
        """Forget these students, and journal these of whom nothing came, in one transaction.

        Raises:
            JournalError: the disk is full, or fails.
        """
        with told(self.path), self._connection as transaction:
            transaction.executemany("DELETE FROM submissions WHERE student = ?", ((student,) for student in gone))
            transaction.executemany(_PUT, map(_row, come))

    def keep(self, works: Mapping[str, Read | Ran]) -> None:
        """Keep what was said of works that are nobody's, by key.

        Raises:
            JournalError: the disk is full, or fails.
        """
        with told(self.path), self._connection as transaction:
            _keep(transaction, works)

    def records(self) -> Iterator[Record]:
        """Every journalled submission, by student; `record` alone brings the pictures, too."""
        with told(self.path):
            for (packed,) in self._connection.execute("SELECT record FROM submissions ORDER BY student"):
                yield self._unpacked(packed)

    def absent(self) -> Iterator[str]:
        """Those of whom nothing came."""
        with told(self.path):
            for (student,) in self._connection.execute("SELECT student FROM submissions WHERE content = ''"):
                yield student

    def entries(self) -> Iterator[Entry]:
        """Every submission that came, by student; the rest of the records is not made up."""
        with told(self.path):
            query = "SELECT record FROM submissions WHERE content != '' ORDER BY student"
            for (packed,) in self._connection.execute(query):
                yield msgspec.msgpack.decode(zlib.decompress(packed), type=_Found).entry

    def record(self, student: str) -> Record | None:
        """One student's journalled submission."""
        packed = self._one("SELECT record FROM submissions WHERE student = ?", student)
        if packed is None:
            return None
        record = self._unpacked(packed)
        runs = {task: self.ran(key) for task, key in record.runs.items()}

        def drawn(task: TaskGrade) -> TaskGrade:
            ran = runs[task.task.id]
            return msgspec.structs.replace(task, exhibit=ran.exhibit if ran else None)

        return msgspec.structs.replace(record, grade=record.grade.changed(drawn))

    def marks(self, called: Callable[[str], str] | None = None) -> Iterator[tuple[str, str, str]]:
        """Who, the key of the submission, and the mark that `mark` was given: by student, or by what each is `called`.

        However many they are, the database sorts them, on the disk.
        """
        with told(self.path):
            query = "SELECT student, content, mark FROM submissions ORDER BY student"
            if called:
                self._connection.create_function("called", 1, called, deterministic=True)
                query = "SELECT student, content, mark FROM submissions ORDER BY called(student)"
            yield from self._connection.execute(query)

    def mark(self, marks: Mapping[str, str]) -> None:
        """Note, by student, for what a student's files were written."""
        with told(self.path), self._connection as transaction:
            transaction.executemany(
                "UPDATE submissions SET mark = ? WHERE student = ?",
                [(mark, student) for student, mark in marks.items()],
            )

    def _unpacked(self, packed: bytes) -> Record:
        record = msgspec.msgpack.decode(zlib.decompress(packed), type=Record)
        return msgspec.structs.replace(record, grade=record.grade.changed(self._with_source))

    def _with_source(self, task: TaskGrade) -> TaskGrade:
        if task.source is None:
            return task
        return msgspec.structs.replace(task, source=msgspec.structs.replace(task.source, data=self._data(task.source)))

    def _data(self, source: Source) -> bytes:
        return zlib.decompress(self._one("SELECT data FROM sources WHERE sha256 = ?", source.sha256))

    def _work(self, key: str) -> bytes | None:
        packed = self._one("SELECT said FROM works WHERE key = ?", key)
        return None if packed is None else zlib.decompress(packed)

    def _one(self, query: str, *values: object) -> Any:
        with told(self.path):
            row = self._connection.execute(query, values).fetchone()
        return None if row is None else row[0]


def _row(record: Record) -> tuple[str, str, bool, str, bytes]:
    bare = msgspec.structs.replace(record, grade=_bare(record.grade))
    return record.entry.student, record.content, record.unfinished, "", _packed(bare)


def _keep(transaction: sqlite3.Connection, works: Mapping[str, Read | Ran]) -> None:
    transaction.executemany(
        "INSERT OR IGNORE INTO works VALUES (?, ?)", [(key, _packed(said)) for key, said in works.items()]
    )


def _packed(value: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), 1)


def _bare(grade: Grade) -> Grade:
    """The grade without what is kept once for all who have the same: the files' bytes and the pictures."""

    def bare(task: TaskGrade) -> TaskGrade:
        source = task.source and msgspec.structs.replace(task.source, data=b"")
        return msgspec.structs.replace(task, source=source, exhibit=None)

    return grade.changed(bare)
