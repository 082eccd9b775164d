"""The files of the results, with the system's errors in words for who started the batch."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

from grader.replacing import replacing as bytes_replacing


class ResultsError(Exception):
    """A file of the results cannot be written or used; the message is one line that says what to do."""


def write(path: Path, text: str) -> None:
    """Put a text where an earlier one may be.

    Raises:
        ResultsError: the disk is full, or it cannot be written there.
    """
    with replacing_bytes(path) as file:
        file.write(text.encode("utf-8", "backslashreplace"))


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[TextIO]:
    """A text file that takes its place when it is whole; a `private` one can be read by its owner alone.

    Raises:
        ResultsError: the disk is full, or it cannot be written there.
    """
    with (
        replacing_bytes(path, private=private) as file,
        io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="") as text,
    ):
        yield text


@contextmanager
def replacing_bytes(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """The same for a file of bytes."""
    with told(path), bytes_replacing(path, private=private) as file:
        yield file


def remove(path: Path) -> None:
    """Take a file away, if there is one."""
    with told(path):
        path.unlink(missing_ok=True)


def folder(path: Path) -> None:
    """Have a folder."""
    with told(path):
        path.mkdir(exist_ok=True)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """The system's errors in words for who started the batch."""
    try:
        yield
    except OSError as error:
        what = (error.strerror or "unknown error").lower()
        raise ResultsError(
            f"{path}: {what}: mend that, and give the same command again; what was graded is kept in the journal"
        ) from error
