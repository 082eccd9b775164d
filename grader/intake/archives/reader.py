"""One archive's reader: a process that is started when something is asked, and kept for the next question."""

import errno
import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeVar

from grader.intake.archives.limits import ArchiveLimits
from grader.intake.archives.members import AGAIN, REMOVE
from grader.intake.archives.processes import AbandonedError, LateError, LostError, Process, Processes
from grader.intake.data import Data
from grader.intake.tree import BrokenError
from grader.unpacking.told import Bounds, FaultError

_T = TypeVar("_T")


@cache
def _processes() -> Processes:
    """One fork server for all archives, as long as this process lives."""
    return Processes()


class Reader:
    """Asks about one archive, from any thread, one question at a time."""

    def __init__(self, data: Data, limits: ArchiveLimits) -> None:
        self._data = data
        self._bounds = Bounds(limits.seconds, limits.memory)
        self._process: Process | None = None
        self._lock = threading.Lock()

    def ask(self, take: Callable[[Iterator[bytes]], _T], operation: str, *arguments: int | str) -> _T:
        """What `take` makes of the answer. A process that is lost is replaced, and asked once more: what ended it may
        have been something else, or what it had read before.

        Raises:
            BrokenError: the archive cannot be read.
            OSError: no process can be started, or all are lost.
        """
        with self._lock:
            try:
                used = self._process is not None
                try:
                    return self._answer(take, operation, *arguments)
                except LostError as error:
                    if isinstance(error, LateError) and not used:
                        raise
                return self._answer(take, operation, *arguments)
            except AbandonedError:
                raise OSError(errno.EAGAIN, "the process that reads archives is ended again and again") from None
            except LateError:
                raise BrokenError("takes too long to read", REMOVE) from None
            except LostError:
                raise BrokenError("breaks the program that reads it", REMOVE) from None
            except FaultError as error:
                raise BrokenError(error.fault, AGAIN) from None

    def rest(self) -> None:
        """End the process; the next question starts another."""
        with self._lock:
            process, self._process = self._process, None
            if process is not None:
                process.close()

    def _answer(self, take: Callable[[Iterator[bytes]], _T], operation: str, *arguments: int | str) -> _T:
        process, self._process = self._process or _processes().start(self._data, self._bounds), None
        try:
            taken = take(process.answer(operation, *arguments))
            if process.idle:
                self._process = process
            return taken
        finally:
            if self._process is None:
                process.close()
