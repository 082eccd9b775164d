"""A process of our own: it is started with this one's import path, is sent messages, and answers them.

The sandbox starts its fork server by itself: that one must not know our import path, and is sent descriptors alone.
"""

import os
import selectors
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from grader.judging.forked import Forked, can_fork
from grader.sandbox.cpu_clock import cpu_seconds

# Our packages come from where this one lies, all others from where they come from here. Of what is loaded nothing goes:
# it is not looked for garbage.
BOOT = (
    "import gc, sys; gc.disable(); sys.path[:] = {path!r}; import grader, checks, reference; del sys.path[0]; "
    "from grader import startup; startup.leave_cores(); "
    "from {module} import {function}; from grader.judging.own_process import Asked; gc.freeze(); gc.enable(); "
    "{function}(Asked({descriptor}))"
)
ROOT = str(Path(__file__).resolve().parents[2])
LENGTH = struct.Struct("=Q")  # of an answer, before it
ENDING_SECONDS = 0.5


class EndedError(Exception):
    """The other side has ended."""


class OwnProcess:
    """A running process. One thread at a time may ask it, one may wait for its answers, and any may end it."""

    def __init__(self, serve: Callable[["Asked"], None], *, forked: bool = False) -> None:
        """`serve` is a function of a module of ours, which is called in the process.

        It is started anew, or it may be `forked`: then all that is loaded here need not be loaded there. That is for
        who has nothing yet that it should not see.
        """
        self._socket, there = socket.socketpair()
        with there:
            if forked and can_fork():
                self._process: subprocess.Popen[bytes] | Forked = Forked(lambda number: serve(Asked(number)), there)
                return
            boot = BOOT.format(
                path=[ROOT, *sys.path],
                module=serve.__module__,
                function=serve.__name__,
                descriptor=there.fileno(),
            )
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", boot],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(there.fileno(),),
                start_new_session=True,  # Ctrl-C is for this one alone
            )

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def cpu_seconds(self) -> float | None:
        """What it has had so far; None where the system does not tell."""
        return cpu_seconds(self.pid)

    def ask(self, message: bytes) -> None:
        """Hand a message over as an open file: so nobody waits for the other to read, however much it is.

        Raises:
            EndedError: it has ended.
            OSError: this machine has no room for the message.
        """
        with tempfile.TemporaryFile() as file:
            file.write(message)
            file.flush()
            try:
                socket.send_fds(self._socket, [b"."], [file.fileno()])
            except OSError as error:
                raise EndedError from error

    def has_answer(self, seconds: float) -> bool:
        """Whether the next answer, or its end, comes within so many seconds."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            return bool(selector.select(seconds))

    def answer(self, seconds: float | None = None) -> bytes:
        """Wait for the next answer, for so many seconds at most, or as long as it takes.

        Raises:
            EndedError: there is none: it has ended.
            TimeoutError: it takes longer.
        """
        try:
            self._socket.settimeout(seconds)
            (length,) = LENGTH.unpack(self._read(LENGTH.size))
            return bytes(self._read(length))
        except TimeoutError:
            raise
        except OSError as error:
            raise EndedError from error

    def _read(self, count: int) -> bytearray:
        body = bytearray(count)
        rest = memoryview(body)
        while rest:
            read = self._socket.recv_into(rest)
            if not read:
                raise EndedError
            rest = rest[read:]
        return body

    def exit_code(self) -> int | None:
        """How it ended that does not answer any more; None where it is still at work."""
        try:
            return self._process.wait(timeout=ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            return None

    def close(self) -> None:
        """End it; what it started ends with it."""
        self._process.kill()
        self._process.wait()
        self._socket.close()


class Asked:
    """What the process sees: the messages that it is sent, and who waits for its answers."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)

    def message(self) -> bytes:
        """Wait for the next one.

        Raises:
            EndedError: there will be none.
        """
        try:
            _, files, _, _ = socket.recv_fds(self._socket, 1, 1)
        except OSError as error:
            raise EndedError from error
        if not files:
            raise EndedError
        with os.fdopen(files[0], "rb") as file:
            file.seek(0)
            return file.read()

    def answer(self, message: bytes) -> None:
        """Send an answer.

        Raises:
            EndedError: nobody waits for it any more.
        """
        try:
            self._socket.sendall(LENGTH.pack(len(message)) + message)
        except OSError as error:
            raise EndedError from error
