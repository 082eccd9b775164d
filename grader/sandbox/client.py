"""The grader's side of the sandbox: starts the fork server, sends it trips, and brings back what they did.

Isolation level `limits`: a process per trip with an empty environment, resource limits, and the end of its
whole process group.
"""

import contextlib
import os
import socket
import threading

from grader.sandbox.asking import write_request
from grader.sandbox.request import Call, Limits, Program
from grader.sandbox.server import SandboxError, ZygoteProcess
from grader.sandbox.watch import Trip, Watch, ZygoteLostError


class Sandbox:
    """Runs programs; `with` ends whatever still runs when it is left. Several threads may use one at a time.

    A fork server started beforehand may be given; it is ended with the sandbox.
    """

    isolation = "limits"

    def __init__(self, zygote: ZygoteProcess | None = None) -> None:
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._zygote: ZygoteProcess | None = zygote or ZygoteProcess()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every trip that is under way; their threads get a SandboxError."""
        self._closed.set()
        with self._lock:
            if self._zygote is not None:
                self._zygote.close()
            self._zygote = None

    def run(self, program: Program, calls: tuple[Call, ...], limits: Limits) -> Trip:
        """One trip: load the program, make the calls, bring back what each did.

        A fork server that is lost is replaced, and the trip made again, once.

        Raises:
            SandboxError: no child could be started, or it failed before the student's code was reached.
        """
        asked = write_request(program, calls, limits)
        try:
            zygote = self._alive()
            try:
                return self._run(zygote, asked, calls, limits)
            except ZygoteLostError:
                self._replace(zygote)
            with ZygoteProcess() as own:  # alone: a file that ends fork servers ends no other's trip
                return self._run(own, asked, calls, limits)
        except ZygoteLostError as error:
            raise SandboxError("the fork server was lost twice on the same file") from error
        finally:
            os.close(asked)

    def _run(self, zygote: ZygoteProcess, asked: int, calls: tuple[Call, ...], limits: Limits) -> Trip:
        with contextlib.ExitStack() as stack:
            control, control_end = socket.socketpair()
            stack.enter_context(control)
            with control_end, contextlib.ExitStack() as given:
                channel, channel_end = _pipe(stack, given)
                output, output_end = _pipe(stack, given)
                try:
                    zygote.send([asked, channel_end, output_end, control_end.fileno()])
                except OSError as error:
                    raise ZygoteLostError from error
            watch = Watch(channel, output, control, calls, limits)
            watch.listen(self._closed)
            return watch.trip()

    def _alive(self) -> ZygoteProcess:
        with self._lock:
            if self._closed.is_set():
                raise SandboxError("stopped")
            if self._zygote is None:
                self._zygote = ZygoteProcess()
            return self._zygote

    def _replace(self, lost: ZygoteProcess) -> None:
        with self._lock:
            if self._zygote is lost:
                lost.close()
                self._zygote = None


def _pipe(reading: contextlib.ExitStack, writing: contextlib.ExitStack) -> tuple[int, int]:
    """A pipe whose ends are closed with the stacks."""
    read, write = os.pipe()
    reading.callback(os.close, read)
    writing.callback(os.close, write)
    return read, write
