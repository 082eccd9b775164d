"""The grader's side of the sandbox: starts fork servers, sends them trips, and brings back what those did."""

import contextlib
import os
import secrets
import socket
import threading
from collections import Counter
from collections.abc import Sequence

from grader.sandbox.asking import Layout, write_request
from grader.sandbox.levels import LEVELS, Layer
from grader.sandbox.listening import Listener, Trip, ZygoteLostError
from grader.sandbox.request import Call, Program, TripLimits, Watch
from grader.sandbox.server import IsolationError, SandboxError, ZygoteProcess

BUFFER_BYTES = 1 << 20  # arrays come in fewer turns; the kernel gives as much as its settings allow


class Sandbox:
    """Runs programs; `with` ends whatever still runs when it is left. Several threads may use it.

    `zygote` is a fork server started beforehand; it is ended with the sandbox. Up to `size` of them share the
    trips, each started when all others are at work, and all behind the layers that the first has.
    """

    def __init__(self, zygote: ZygoteProcess | None = None, size: int = 1) -> None:
        self._closed = threading.Event()
        self._lock = threading.RLock()
        self._size = size
        self._first = zygote or ZygoteProcess()
        self._trips = Counter({self._first: 0})  # how many are under way on each
        self._settling = threading.Lock()
        self._taken: Layer | SandboxError | None = None

    @property
    def isolation(self) -> str:
        """The level of the layers that stand between the student's code and the machine.

        Raises:
            SandboxError: the first fork server is not to be had.
        """
        names = {layers: name for name, layers in LEVELS.items()}
        return names.get(self._layers(), "custom")

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def again(self) -> "Sandbox":
        """Another one, behind the same layers, whose fork server is started now."""
        return Sandbox(ZygoteProcess(self._first.asked), self._size)

    def close(self) -> None:
        """End every trip that is under way; their threads get a SandboxError."""
        self._closed.set()
        with self._lock:
            for zygote in self._trips:
                zygote.close()
            self._trips.clear()

    def run(
        self,
        program: Program,
        calls: Layout | tuple[Call, ...],
        limits: TripLimits,
        watched: frozenset[int] = frozenset(),
    ) -> Trip:
        """One trip: load the program, make the calls, bring back what each did.

        Calls that many programs are to make are best laid out once. The indices of those that are traced beside the
        ones that always are, line by line, are `watched`. A fork server that is lost is replaced, and the
        trip made again, once.

        Raises:
            SandboxError: no child could be started, or it failed before the student's code was reached.
        """
        layers, watch = self._layers(), Watch(watched, secrets.token_hex())
        layout = calls if isinstance(calls, Layout) else Layout(calls)
        try:
            return self._run_with(layers, program, layout, limits, watch)
        except OSError as error:  # no descriptors, no memory: whatever it is, it is not the student's
            raise SandboxError(f"this machine has no more to give: {error}") from error

    def _run_with(self, layers: Layer, program: Program, layout: Layout, limits: TripLimits, watch: Watch) -> Trip:
        asked = write_request(program, layout, limits, watch)
        try:
            zygote = self._take(layers)
            try:
                return self._run(zygote, asked, layout, limits, watch)
            except ZygoteLostError:
                self._remove(zygote)
            finally:
                self._give_back(zygote)
            with ZygoteProcess((layers,)) as own:  # alone: a file that ends fork servers ends no other's trip
                return self._run(own, asked, layout, limits, watch)
        except ZygoteLostError as error:
            raise SandboxError(
                "the fork server was lost twice on the same file: the file ended it, or the machine"
            ) from error
        finally:
            os.close(asked)

    def _run(self, zygote: ZygoteProcess, asked: int, layout: Layout, limits: TripLimits, watch: Watch) -> Trip:
        try:
            _ = zygote.layers  # it is ready
        except SandboxError as error:
            raise ZygoteLostError from error
        with contextlib.ExitStack() as stack:
            inputs = stack.enter_context(layout.lent())
            control, control_end = socket.socketpair()
            stack.enter_context(control)
            with control_end, contextlib.ExitStack() as given:
                channel, channel_end = _one_way(stack, given)
                output, output_end = _one_way(stack, given)
                try:
                    zygote.send([asked, inputs, channel_end, output_end, control_end.fileno()])
                except OSError as error:
                    raise ZygoteLostError from error
            listener = Listener(channel, output, control, layout.calls, limits, watch)
            listener.listen(self._closed)
            return listener.trip()

    def _layers(self) -> Layer:
        """What the first fork server took; one that is lost before it is ready is replaced, once."""
        with self._settling:
            if self._closed.is_set():
                raise SandboxError("stopped")
            if self._taken is None:
                self._taken = self._settle()
        if isinstance(self._taken, SandboxError):
            raise self._taken
        return self._taken

    def _settle(self) -> Layer | SandboxError:
        try:
            return self._first.layers
        except IsolationError as error:
            return error
        except SandboxError:
            self._remove(self._first)
            self._first = self._add(self._first.asked)
        try:
            return self._first.layers
        except SandboxError as error:
            return error

    def _take(self, layers: Layer) -> ZygoteProcess:
        """The fork server that has the fewest trips, or a new one while there may be more."""
        with self._lock:
            least = min(self._trips, key=self._trips.__getitem__, default=None)
            if least is None or (self._trips[least] and len(self._trips) < self._size):
                least = self._add((layers,))
            self._trips[least] += 1
            return least

    def _add(self, layers: Sequence[Layer]) -> ZygoteProcess:
        with self._lock:
            if self._closed.is_set():
                raise SandboxError("stopped")
            zygote = ZygoteProcess(layers)
            self._trips[zygote] = 0
            return zygote

    def _give_back(self, zygote: ZygoteProcess) -> None:
        with self._lock:
            if zygote in self._trips:
                self._trips[zygote] -= 1

    def _remove(self, lost: ZygoteProcess) -> None:
        with self._lock:
            if lost in self._trips:
                del self._trips[lost]
                lost.close()


def _one_way(reading: contextlib.ExitStack, writing: contextlib.ExitStack) -> tuple[int, int]:
    """Two ends, closed with the stacks; only the second can be written to.

    Sockets, for a pipe can be opened once more by its name in /proc, and read by who should only write to it.
    """
    here, there = socket.socketpair()
    reading.enter_context(here)
    writing.enter_context(there)
    here.shutdown(socket.SHUT_WR)
    here.setblocking(False)
    there.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
    return here.fileno(), there.fileno()
