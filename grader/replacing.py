"""Files that take the place of earlier ones at once, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def replacing(path: Path, *, private: bool = False, shared: bool = False) -> Iterator[IO[bytes]]:
    """A file that takes its place when it is whole; until then, and if anything fails, the earlier one stays.

    A `private` one can be read by its owner alone. A `shared` one may be written by several processes at once; of any
    other, what a process that was killed left of it is taken away.

    Raises:
        OSError: the disk is full, or it cannot be written there.
    """
    part = os.path.join(path.parent, f".{path.name}.{os.getpid()}.part" if shared else f".{path.name}.part")
    try:
        with suppress(FileNotFoundError):
            os.unlink(part)
        with open(part, "xb", opener=_private if private else None) as file:
            yield file
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
