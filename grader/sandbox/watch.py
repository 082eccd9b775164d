"""Listens to one trip until it has said all, breaks a limit, or is gone, and says what became of each call."""

import contextlib
import os
import selectors
import signal
import socket
import threading
import time
from typing import Annotated, NamedTuple

import msgspec

from grader.sandbox.control import KILL, STATUS
from grader.sandbox.frame import DTYPES, NO_CALL, Event, Frame, FrameError, FrameReader, Kind, Outcome
from grader.sandbox.request import Array, Call, Limits
from grader.sandbox.server import SandboxError

KEPT_OUTPUT = 1 << 16
MOST_AXES = 64  # numpy's own limit
CHUNK = 1 << 20
NAMES = {dtype: str(dtype) for dtype in DTYPES}
POLL_SECONDS = 0.1
PAUSE_SECONDS = 0.005  # for more to come: small frames are cheaper by the dozen, for both sides
PATIENCE_SECONDS = 10.0  # for a fork server to end a trip


class ZygoteLostError(Exception):
    """The fork server is gone, or does not answer."""


class TracebackLine(NamedTuple):
    """One line of a traceback that lies in a file of the student."""

    file: str
    line: int
    function: str


class Reply(NamedTuple):
    """What one call did, or the loading of the file."""

    outcome: Outcome
    array: Array | None = None
    shape: tuple[int, ...] | None = None
    dtype: str = ""
    detail: str = ""
    traceback: tuple[TracebackLine, ...] = ()
    inputs_changed: bool = False


class Trip(NamedTuple):
    """What one trip brought back: a reply for the loading and one per call, in order.

    `traces` has what was seen of the calls that were watched and returned, by their index. `cpu_seconds` is the
    kernel's count for the student's code; `output` the first KEPT_OUTPUT bytes it printed of `output_bytes`.
    """

    loaded: Reply
    replies: tuple[Reply, ...]
    cpu_seconds: float
    output: bytes
    output_bytes: int
    traces: dict[int, tuple[Event, ...]]


_Count = Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)]


_Event = tuple[str, str, str, _Count, _Count, _Count, _Count, str, _Count]


class _Telling(msgspec.Struct, frozen=True):
    """The JSON body of a frame; the child's word for it, and bounded in size."""

    detail: str = ""
    traceback: tuple[tuple[str, _Count, str], ...] = ()
    shape: Annotated[tuple[_Count, ...], msgspec.Meta(max_length=MOST_AXES)] = ()
    dtype: str = ""
    cpu_seconds: float = 0.0
    traces: tuple[tuple[_Count, tuple[_Event, ...]], ...] = ()


NOTHING_TOLD = _Telling()


class _Status(NamedTuple):
    """How the kernel says the process ended."""

    exit_code: int
    cpu_seconds: float
    resident_bytes: int


class Watch:
    """Listens to one trip: to its channel, its output and its control."""

    def __init__(
        self, channel: int, output: int, control: socket.socket, calls: tuple[Call, ...], limits: Limits
    ) -> None:
        self._channel, self._output, self._control = channel, output, control
        self._limits, self._calls = limits, len(calls)
        self._traced = {index for index, call in enumerate(calls) if call.traced}
        self._traces: dict[int, tuple[Event, ...]] | None = None
        self._reader = FrameReader(tuple(call.result_bytes for call in calls))
        self._replies: list[Reply] = []
        self._loaded: Reply | None = None
        self._to_be_called = False
        self._ready_cpu: float | None = None
        self._ended = False
        self._broken: Reply | None = None
        self._status: _Status | None = None
        self._printed = bytearray()
        self._printed_bytes = 0

    def listen(self, closed: threading.Event) -> None:
        """Read until the end frame, a broken limit, or the end of the process and of what it had written.

        Raises:
            SandboxError: `closed` was set.
            ZygoteLostError: nobody is there to say how the process ended.
        """
        deadline = time.monotonic() + self._limits.wall_seconds
        with selectors.DefaultSelector() as selector, selectors.DefaultSelector() as ending:
            selector.register(self._channel, selectors.EVENT_READ, self._read_frames)
            selector.register(self._output, selectors.EVENT_READ, self._read_output)
            selector.register(self._control, selectors.EVENT_READ, self._read_status)
            ending.register(self._control, selectors.EVENT_READ)
            while not self._ended and self._broken is None:
                if closed.is_set():
                    raise SandboxError("stopped")
                left = deadline - time.monotonic()
                if left <= 0:
                    self._broken = Reply(Outcome.TIME_LIMIT, detail="wall")
                ready = selector.select(0 if self._status else min(left, POLL_SECONDS))
                for key, _ in ready:
                    if not key.data():
                        selector.unregister(key.fileobj)
                if self._status and not ready:
                    break
                if not self._status and not self._reader.inside_frame:
                    ending.select(min(left, PAUSE_SECONDS))
        self._finish()

    def _finish(self) -> None:
        """Have the process ended, if it has not, and take what it had printed."""
        if self._status is None:
            with contextlib.suppress(OSError):
                self._control.send(KILL)
            self._control.settimeout(PATIENCE_SECONDS)
            self._read_status()
        while self._printed_bytes <= self._limits.output_bytes and self._read_output():
            pass

    def _read_status(self) -> bool:
        try:
            message = self._control.recv(STATUS.size)
        except OSError as error:
            raise ZygoteLostError from error
        if len(message) != STATUS.size:
            raise ZygoteLostError
        status, user, system, resident = STATUS.unpack(message)
        self._status = _Status(os.waitstatus_to_exitcode(status), user + system, resident)
        return False

    def _read_output(self) -> bool:
        try:
            data = os.read(self._output, CHUNK)
        except BlockingIOError:
            return False
        self._printed += data[: KEPT_OUTPUT - len(self._printed)]
        self._printed_bytes += len(data)
        if self._printed_bytes > self._limits.output_bytes and self._broken is None:
            self._broken = Reply(Outcome.OUTPUT_LIMIT)
        return bool(data)

    def _read_frames(self) -> bool:
        try:
            for frame in self._reader.read(self._channel):
                self._take(frame)
        except EOFError:
            return False
        except BlockingIOError:
            return True
        except FrameError as error:
            self._broken = Reply(Outcome.GARBLED, detail=str(error))
        return True

    def _take(self, frame: Frame) -> None:
        telling = _telling(frame)
        if frame.kind is Kind.READY:
            if self._ready_cpu is not None:
                raise FrameError("a child that is ready twice")
            self._ready_cpu = telling.cpu_seconds
        elif self._ready_cpu is None:
            raise FrameError("an answer before the child was ready")
        elif frame.kind is Kind.END:
            if self._loaded is None or (self._to_be_called and len(self._replies) < self._calls):
                raise FrameError("an end before the last answer")
            if self._to_be_called and self._traced and self._traces is None:
                raise FrameError("an end before what was watched is told")
            self._ended = True
        elif frame.kind is Kind.TRACED:
            self._take_traces(telling)
        elif frame.call == NO_CALL:
            if self._loaded is not None:
                raise FrameError("a file that loads twice")
            self._loaded = _reply(frame, telling)
            self._to_be_called = frame.kind is Kind.LOADED
        else:
            self._replies.append(_reply(frame, telling))

    def _take_traces(self, telling: _Telling) -> None:
        returned = {index for index in self._traced if self._replies[index:] and self._replies[index].outcome in _ENDED}
        told = {index: tuple(Event(*event) for event in events) for index, events in telling.traces}
        if self._traces is not None or told.keys() != returned or len(self._replies) < self._calls:
            raise FrameError("traces of other calls than those that were watched")
        self._traces = told

    def trip(self, changed: set[int]) -> Trip:
        """What became of every call, once `listen` is done; `changed` are the calls whose inputs were changed.

        Raises:
            SandboxError: the child failed before the student's code was reached.
        """
        assert self._status is not None
        if self._ready_cpu is None:
            told = self._printed.decode(errors="replace")[-300:]
            raise SandboxError(f"the child failed before the student's code was reached: {told}")
        cpu = max(0.0, self._status.cpu_seconds - self._ready_cpu)
        last = self._broken or self._ending(self._status, cpu)
        replies = list(self._replies)
        if self._loaded is not None and (self._broken or not self._ended):
            if len(replies) < self._calls:
                replies.append(last)
            elif replies and last.outcome is Outcome.OUTPUT_LIMIT:
                replies[-1] = last  # too much is too much, whether it came before the last answer or after
            elif replies and self._traced and self._traces is None:
                replies[-1] = last  # what was watched is told after the last answer
        replies += [Reply(Outcome.NOT_RUN)] * (self._calls - len(replies))
        for index in changed:
            replies[index] = replies[index]._replace(inputs_changed=True)
        output = bytes(self._printed)
        return Trip(self._loaded or last, tuple(replies), cpu, output, self._printed_bytes, self._traces or {})

    def _ending(self, status: _Status, cpu: float) -> Reply:
        """Why a process that sent no end frame ended."""
        code = status.exit_code
        if code == -signal.SIGXCPU or (code == -signal.SIGKILL and cpu >= self._limits.cpu_seconds):
            return Reply(Outcome.TIME_LIMIT, detail="cpu")
        if code == -signal.SIGKILL and status.resident_bytes > self._limits.memory_bytes:
            return Reply(Outcome.MEMORY_LIMIT)
        if code == -signal.SIGSYS:
            return Reply(Outcome.FORBIDDEN)
        if code < 0:
            return Reply(Outcome.CRASHED, detail=_signal_name(-code))
        if self._reader.inside_frame:
            return Reply(Outcome.GARBLED, detail="an answer that breaks off")
        return Reply(Outcome.EXITED, detail=str(code))


_ENDED = (Outcome.RETURNED, Outcome.NOT_AN_ARRAY)  # calls that came to their end


def _telling(frame: Frame) -> _Telling:
    if frame.array is not None:
        return NOTHING_TOLD
    try:
        return msgspec.json.decode(frame.text, type=_Telling)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FrameError("a text that is not what the child writes") from error


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


_OUTCOMES = {
    Kind.LOADED: Outcome.RETURNED,
    Kind.TOO_LARGE: Outcome.RETURNED,
    Kind.NOT_AN_ARRAY: Outcome.NOT_AN_ARRAY,
    Kind.RAISED: Outcome.RAISED,
    Kind.OUT_OF_MEMORY: Outcome.MEMORY_LIMIT,
    Kind.NO_FUNCTION: Outcome.RETURNED,
}


def _reply(frame: Frame, telling: _Telling) -> Reply:
    if frame.array is not None:
        return Reply(Outcome.RETURNED, frame.array, frame.array.shape, NAMES[frame.array.dtype])
    return Reply(
        outcome=_OUTCOMES[frame.kind],
        shape=telling.shape if frame.kind is Kind.TOO_LARGE else None,
        dtype=telling.dtype,
        detail=telling.detail,
        traceback=tuple(TracebackLine(*line) for line in telling.traceback),
    )
