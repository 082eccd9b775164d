"""An end to what an assignment can make `verify` do, however slow its programs are and however many."""

import threading
from collections.abc import Callable
from typing import Self

from checks.printable import one_line
from grader.sandbox.client import Sandbox
from grader.sandbox.server import SandboxError

Told = Callable[[str, int, int], None]
"""Is told what is being done, and how many of how many are."""


class LateError(Exception):
    """The time was up before a result was there; the message is one line."""


class Deadline:
    """After this many seconds the sandbox is closed, and what is under way is no result.

    `with` takes the clock along, and makes a LateError of the sandbox' end where it was the clock's doing.
    """

    def __init__(self, box: Sandbox, seconds: float, told: Told) -> None:
        self._box, self._seconds, self._told = box, seconds, told
        self._passed, self._doing = threading.Event(), "the right answers"
        self._timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), self._end)
        self._timer.daemon = True

    def told(self, what: str, done: int, total: int) -> None:
        """Tell it on, and remember what is being done."""
        self._doing = what
        self._told(what, done, total)

    def check(self) -> None:
        """Go on only in time.

        Raises:
            LateError: the time was up.
        """
        if self._passed.is_set():
            raise LateError(
                f"not at an end after {self._seconds:g} s (last: {one_line(self._doing)}): give more --seconds, or "
                "make the model solutions, variants and samples faster"
            )

    def _end(self) -> None:
        self._passed.set()
        self._box.close()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: object, error: BaseException | None, where: object) -> None:
        self._timer.cancel()
        if isinstance(error, SandboxError):
            self.check()
