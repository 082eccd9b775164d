"""Opens the journal of a batch: for one batch at a time, of this version, with its errors in words."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from grader.folders import JOURNAL_FILE

LEAST_ROOM = 1 << 17  # bytes, without which no database works
APPLICATION, VERSION = 0x434F4E56, 1
SCHEMA = """
CREATE TABLE submissions (
    student TEXT PRIMARY KEY,     -- who
    content TEXT NOT NULL,        -- the key of what was handed in, how it is judged, by which version; '' for nothing
    internal INTEGER NOT NULL,    -- whether the grader failed in any task; it is graded again then
    mark TEXT NOT NULL,           -- for what its files were written, '' for not yet
    record BLOB NOT NULL          -- a Record
) WITHOUT ROWID;
CREATE TABLE works (key TEXT PRIMARY KEY, said BLOB NOT NULL) WITHOUT ROWID;  -- what was said of one task's work
CREATE TABLE sources (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;  -- the files that were handed in
"""

# A journal of before has no such table.
CHOICE = "CREATE TABLE IF NOT EXISTS choice (id INTEGER PRIMARY KEY, said BLOB NOT NULL)"  # one row: a Choice


class JournalError(Exception):
    """The journal cannot be used; the message is one line that says what to do."""


def locked(folder: Path) -> IO[bytes]:
    """The folder's lock, which the system takes back when this process ends, however it ends.

    Raises:
        JournalError: another batch has it, or the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = open(folder / f"{JOURNAL_FILE}.lock", "ab")  # noqa: SIM115 (it is kept open)
    except OSError as error:
        raise JournalError(f"{folder} cannot be written to: {(error.strerror or 'unknown error').lower()}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        if isinstance(error, BlockingIOError):
            raise JournalError(f"another batch is at work on {folder}: wait for it, or name another folder") from error
        why = (error.strerror or "unknown error").lower()
        raise JournalError(f"no file in {folder} can be locked ({why}): name a folder on another disk") from error
    return lock


def opened(path: Path) -> sqlite3.Connection:
    """The database at a path, which is made where there is none.

    Raises:
        JournalError: it is no journal of this version.
        sqlite3.Error, OSError: it cannot be read or written; `told` says so in words.
    """
    # SQLite would let nobody but the owner write to it; what it puts beside the journal has the journal's own rights.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666))
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        (application,), (version,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        )
        if (application, version) == (0, 0) and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            with connection:
                connection.executescript(
                    f"BEGIN; {SCHEMA} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
                )
        elif application != APPLICATION:
            raise JournalError(f"{path} is no journal of this grader: name another folder")
        elif version != VERSION:
            raise JournalError(
                f"{path} is a journal of version {version}, this grader writes version {VERSION}: name another folder, "
                "or put it aside with --fresh"
            )
        connection.execute(CHOICE)
    except BaseException:
        connection.close()
        raise
    return connection


def put_aside(path: Path) -> None:
    """Keep a journal under its date; what it was still to take in goes with it."""
    date = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%f")
    for ending in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            os.rename(f"{path}{ending}", f"{path.with_name(f'grades-{date}.sqlite')}{ending}")


def _without_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LEAST_ROOM
    except OSError:
        return False


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Errors of the database in words for who started the batch."""
    try:
        yield
    except PermissionError as error:
        raise JournalError(
            f"{path} is another's, who does not let you write to it: ask for that (chmod g+w), or name another folder"
        ) from error
    except (sqlite3.Error, OSError) as error:
        full = "full" in str(error) or _without_room(path.parent)  # a full disk also reads "disk I/O error"
        what = "make room on that disk" if full else "look at that disk, or name another folder"
        raise JournalError(
            f"{path}: {error}: {what}, and give the same command again; what was journalled is kept"
        ) from error
