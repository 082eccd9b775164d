"""The processes that read archives, and the fork server that they come from."""

import atexit
import contextlib
import errno
import json
import os
import signal
import socket
import threading
import time
import weakref
from collections.abc import Iterator, Sequence

from grader.intake.data import Data
from grader.sandbox.control import STATUS
from grader.sandbox.levels import Layer
from grader.sandbox.server import BEST, SandboxError, ZygoteProcess
from grader.unpacking.told import FRAME, LARGEST, Bounds, Fault, FaultError

READERS = "grader.unpacking.child"
_WALL = 10  # as many seconds for each of processor time: others may be at work
_END_SECONDS = 10
_TRIES = 2


class LostError(Exception):
    """A reader ended, or said what no reader says."""


class LateError(LostError):
    """A reader used up its time."""


class AbandonedError(LostError):
    """What it was forked from has ended, or this machine had no process to give."""


class Process:
    """A running reader of one archive; `idle` when it has answered all that it was asked."""

    def __init__(self, channel: socket.socket, control: socket.socket, bounds: Bounds) -> None:
        self._channel, self._control = channel, control
        self._seconds = bounds.cpu_seconds * _WALL
        self._ask(*bounds)
        self.close = weakref.finalize(self, _close, channel, control)  # closed, the control ends the process
        self.idle = True

    def answer(self, operation: str, *arguments: int | str) -> Iterator[bytes]:
        """Ask something, and yield the answer as it comes.

        Raises:
            FaultError: something is wrong with the archive; what came before is as it should be.
            LostError: the reader is lost.
        """
        self.idle = False
        self._late_at = time.monotonic() + self._seconds
        self._ask(operation, *arguments)
        while True:
            last, count = FRAME.unpack(self._read(FRAME.size))
            if count > LARGEST:
                raise LostError
            body = self._read(count)
            if last:
                break
            yield body
        self.idle = True
        if body:
            raise FaultError(_fault(body))

    def _ask(self, *what: int | str) -> None:
        with contextlib.suppress(ConnectionError):  # it has ended, which is seen when it is to answer
            self._channel.sendall(json.dumps(what).encode() + b"\n")

    def _read(self, count: int) -> bytes:
        body = bytearray(count)
        rest = memoryview(body)
        try:
            while rest:
                left = self._late_at - time.monotonic()
                if left <= 0:  # it may talk without end
                    raise LateError
                self._channel.settimeout(left)
                got = self._channel.recv_into(rest)
                if not got:
                    raise self._ended()
                rest = rest[got:]
        except TimeoutError:
            raise LateError from None
        except ConnectionError:
            raise self._ended() from None
        return bytes(body)

    def _ended(self) -> Exception:
        """Why it has ended, as the fork server tells."""
        self._control.settimeout(_END_SECONDS)
        try:
            told = self._control.recv(STATUS.size)
        except OSError:
            told = b""
        if len(told) < STATUS.size:
            return AbandonedError()
        status = STATUS.unpack(told)[0]
        return LateError() if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU else LostError()


def _close(*sockets: socket.socket) -> None:
    for each in sockets:
        each.close()


def _fault(body: bytes) -> Fault:
    try:
        return Fault(body.decode())
    except ValueError as error:
        raise LostError from error


class Processes:
    """Starts readers, whose code is `module`, behind the first of `layers` that this machine has.

    The fork server that they come from is started when the first is, and anew when it is lost.
    """

    def __init__(self, layers: Sequence[Layer] = BEST, module: str = READERS) -> None:
        self._layers, self._module = layers, module
        self._lock = threading.Lock()
        self._server: ZygoteProcess | None = None
        atexit.register(self.close)

    def start(self, data: Data, bounds: Bounds) -> Process:
        """A reader of these bytes.

        Raises:
            OSError: this machine cannot start one.
        """
        with self._lock:
            for _ in range(_TRIES):
                try:
                    return self._started(data, bounds)
                except (SandboxError, ConnectionError):
                    self.close()
        raise OSError(errno.EAGAIN, "no process to read archives could be started")

    def close(self) -> None:
        """End the fork server, and all readers with it."""
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _started(self, data: Data, bounds: Bounds) -> Process:
        if self._server is None:
            self._server = ZygoteProcess(self._layers, self._module, reading=False)
            _ = self._server.layers  # it is ready
        channel, channel_end = socket.socketpair()
        control, control_end = socket.socketpair()
        try:
            with channel_end, control_end, data.shared() as archive, open(os.devnull, "r+b", 0) as null:
                self._server.send([archive, null.fileno(), channel_end.fileno(), null.fileno(), control_end.fileno()])
            return Process(channel, control, bounds)
        except BaseException:
            _close(channel, control)
            raise
