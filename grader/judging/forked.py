"""A copy of this process that does one thing: what is loaded here need not be loaded there.

It is spoken to as a `subprocess.Popen` is.
"""

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

THERE = 3  # the only descriptor that it has beside the standard ones
LOOK_SECONDS = 0.005
LARGEST_DESCRIPTOR = 1 << 20


def can_fork() -> bool:
    """Whether a copy can go on as this process could: nothing else is under way in it, and it is still small.

    Threads that Python knows nothing of count, too, as those of numpy's linear algebra; and with numpy a copy begins
    with more memory than it may come to have.
    """
    return sys.platform == "linux" and "numpy" not in sys.modules and len(os.listdir("/proc/self/task")) == 1


class Forked:
    """A copy of this process that does one thing, as one that was started is spoken to."""

    def __init__(self, serve: Callable[[int], None], there: socket.socket) -> None:
        """`serve` is given the number of a descriptor, which is `there`."""
        self.returncode: int | None = None
        self._looking = threading.Lock()
        self.pid = os.fork()
        if not self.pid:
            status = 1
            try:
                _become_own(there)
                serve(THERE)
                status = 0
            finally:
                os._exit(status)

    def poll(self) -> int | None:
        """How it ended, if it has."""
        return self._look(os.WNOHANG)

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: it takes longer.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while (code := self._look(0 if deadline is None else os.WNOHANG)) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired("a copy of this process", timeout or 0.0)
            time.sleep(LOOK_SECONDS)
        return code

    def _look(self, how: int) -> int | None:
        with self._looking:
            if self.returncode is None:
                pid, status = os.waitpid(self.pid, how)
                self.returncode = os.waitstatus_to_exitcode(status) if pid else None
            return self.returncode


def _become_own(there: socket.socket) -> None:
    """In a forked process: nothing of what the other has open, and its own way to take signals."""
    gc.freeze()
    os.setsid()  # Ctrl-C is for the other one alone
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    kept = os.dup(there.fileno()) if there.fileno() <= THERE else there.fileno()
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(kept, THERE)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.closerange(THERE + 1, LARGEST_DESCRIPTOR)
