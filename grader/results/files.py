"""Files that take the place of earlier ones at once, or not at all."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TextIO


class ResultsError(Exception):
    """A file of the results cannot be written or used; the message is one line that says what to do."""


def write(path: Path, text: str) -> None:
    """Put a text where an earlier one may be.

    Raises:
        ResultsError: the disk is full, or it cannot be written there.
    """
    data = text.encode("utf-8", "backslashreplace")
    with told(path), _part(path) as part:
        with open(part, "wb") as file:
            file.write(data)
        os.replace(part, path)


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[TextIO]:
    """A text file that takes its place when it is whole; until then, and if anything fails, the earlier one stays.

    A `private` one can be read by its owner alone.

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
    with told(path), _part(path) as part:
        with suppress(FileNotFoundError):
            os.unlink(part)  # of a batch that was killed
        with open(part, "xb", opener=_private if private else None) as file:
            yield file
        os.replace(part, path)


@contextmanager
def _part(path: Path) -> Iterator[str]:
    """The name of a file until it is whole; it does not stay if anything fails."""
    part = os.path.join(path.parent, f".{path.name}.part")
    try:
        yield part
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


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
