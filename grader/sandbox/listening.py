"""Listens to one trip until it has said all, breaks a limit, or is gone, and says what became of each call."""

import contextlib
import os
import selectors
import signal
import socket
import threading
from typing import NamedTuple

import msgspec

from checks.model import Activity, Observation, Outcome
from grader.sandbox.control import KILL, LOOK, RUNNING, STATUS, UNKNOWN
from grader.sandbox.frame import NO_CALL, Frame, FrameError, FrameReader, Kind
from grader.sandbox.observing import Telling, observation, telling
from grader.sandbox.patience import Deadline
from grader.sandbox.request import Call, TripLimits, Watch
from grader.sandbox.server import SandboxError

KEPT_OUTPUT = 1 << 16
CHUNK = 1 << 20
POLL_SECONDS = 0.1
PAUSE_SECONDS = 0.005  # for more to come: small frames are cheaper by the dozen, for both sides
ENDING_SECONDS = 10.0  # for a fork server to end a trip


class ZygoteLostError(Exception):
    """The fork server is gone, or does not answer."""


class Trip(NamedTuple):
    """What one trip brought back: an observation of the loading and one of each call, in order.

    Calls that were traced and returned have their `activity`. `cpu_seconds` is the kernel's count for the student's
    code; `output` the first KEPT_OUTPUT bytes it printed of `output_bytes`. `patience_used` is how long it went on
    beyond its wall time, in seconds.
    """

    loaded: Observation
    observations: tuple[Observation, ...]
    cpu_seconds: float
    output: bytes
    output_bytes: int
    patience_used: float = 0.0


class _Status(NamedTuple):
    """How the kernel says the process ended."""

    exit_code: int
    cpu_seconds: float
    resident_bytes: int


class Listener:
    """Listens to one trip: to its channel, its output and its control."""

    def __init__(
        self,
        channel: int,
        output: int,
        control: socket.socket,
        calls: tuple[Call, ...],
        limits: TripLimits,
        watch: Watch,
    ) -> None:
        self._channel, self._output, self._control = channel, output, control
        self._limits, self._calls = limits, len(calls)
        self._traced = watch.calls | {index for index, call in enumerate(calls) if call.traced}
        self._word = watch.word
        self._traces: dict[int, tuple[Activity, ...]] | None = None
        self._reader = FrameReader(tuple(call.result_bytes for call in calls))
        self._observations: list[Observation] = []
        self._changed: set[int] = set()
        self._loaded: Observation | None = None
        self._to_be_called = False
        self._ready_cpu: float | None = None
        self._ended = False
        self._broken: Observation | None = None
        self._status: _Status | None = None
        self._deadline = Deadline(limits.wall_seconds, limits.patience_seconds)
        self._printed = bytearray()
        self._printed_bytes = 0

    def listen(self, closed: threading.Event) -> None:
        """Read until the end frame, a broken limit, or the end of the process and of what it had written.

        Raises:
            SandboxError: `closed` was set.
            ZygoteLostError: nobody is there to say how the process ended.
        """
        deadline = self._deadline
        with selectors.DefaultSelector() as selector, selectors.DefaultSelector() as ending:
            selector.register(self._channel, selectors.EVENT_READ, self._read_frames)
            selector.register(self._output, selectors.EVENT_READ, self._read_output)
            selector.register(self._control, selectors.EVENT_READ, self._read_status)
            ending.register(self._control, selectors.EVENT_READ)
            while not self._ended and self._broken is None:
                if closed.is_set():
                    raise SandboxError("stopped")
                if deadline.is_over:
                    self._broken = Observation(Outcome.TIME_LIMIT, detail="partly" if deadline.moves else "wall")
                elif deadline.wants_to_look():
                    self._say(LOOK)
                left = max(0.0, deadline.left)
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
            self._say(KILL)
            self._control.settimeout(ENDING_SECONDS)
            while self._read_status():
                pass
        while self._printed_bytes <= self._limits.output_bytes and self._read_output():
            pass

    def _say(self, word: bytes) -> None:
        with contextlib.suppress(OSError):  # what has ended has said so
            self._control.send(word)

    def _read_status(self) -> bool:
        """Whether it runs still."""
        try:
            message = self._control.recv(STATUS.size)
        except OSError as error:
            raise ZygoteLostError from error
        if len(message) != STATUS.size:
            raise ZygoteLostError
        status, user, system, resident = STATUS.unpack(message)
        if status == RUNNING:
            self._deadline.looked(None if user == UNKNOWN else user + system)
            return True
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
            self._broken = Observation(Outcome.OUTPUT_LIMIT)
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
            self._broken = Observation(Outcome.GARBLED, detail=str(error))
        return True

    def _take(self, frame: Frame) -> None:
        told = telling(frame)
        if frame.kind is Kind.READY:
            if self._ready_cpu is not None:
                raise FrameError("a child that is ready twice")
            self._ready_cpu = told.cpu_seconds
        elif self._ready_cpu is None:
            raise FrameError("an answer before the child was ready")
        elif frame.kind is Kind.END:
            self._take_end(told)
        elif frame.kind is Kind.CHANGED:
            self._changed.add(frame.call)
        elif frame.kind is Kind.TRACED:
            self._take_traces(told)
        elif frame.call == NO_CALL:
            if self._loaded is not None:
                raise FrameError("a file that loads twice")
            self._loaded = observation(frame, told)
            self._to_be_called = frame.kind is Kind.LOADED
        else:
            self._observations.append(observation(frame, told))

    def _take_end(self, told: Telling) -> None:
        if self._loaded is None or (self._to_be_called and len(self._observations) < self._calls):
            raise FrameError("an end before the last answer")
        if self._to_be_called and self._traced and self._traces is None:
            raise FrameError("an end before what was traced is told")
        if any(index >= len(self._observations) for index in told.changed):
            raise FrameError("arrays of no call said to be changed")
        self._changed.update(told.changed)
        self._ended = True

    def _take_traces(self, told: Telling) -> None:
        ended = {index for index, each in enumerate(self._observations) if each.outcome in _ENDED}
        activities = told.activities
        answered = len(self._observations) == self._calls
        if told.word != self._word:
            raise FrameError("traces that are not from the child")
        if self._traces is not None or not answered or activities.keys() != self._traced & ended:
            raise FrameError("traces of other calls than those that were traced")
        self._traces = activities

    def trip(self) -> Trip:
        """What became of every call, once `listen` is done.

        Raises:
            SandboxError: the child failed before the student's code was reached.
        """
        assert self._status is not None
        if self._ready_cpu is None:
            told = self._printed.decode(errors="replace")[-300:]
            raise SandboxError(f"the child failed before the student's code was reached: {told}")
        cpu = max(0.0, self._status.cpu_seconds - self._ready_cpu)
        last = self._broken or self._ending(self._status, cpu)
        observations = list(self._observations)
        if self._loaded is not None and (self._broken or not self._ended):
            if len(observations) < self._calls:
                observations.append(last)
            elif observations and last.outcome is Outcome.OUTPUT_LIMIT:
                observations[-1] = last  # too much is too much, whether it came before the last answer or after
            elif observations and self._traced and self._traces is None:
                observations[-1] = last  # what was traced is told after the last answer
        observations += [Observation(Outcome.NOT_RUN)] * (self._calls - len(observations))
        for index in self._changed:
            observations[index] = msgspec.structs.replace(observations[index], inputs_changed=True)
        for index, activity in (self._traces or {}).items():
            observations[index] = msgspec.structs.replace(observations[index], activity=activity)
        printed, patience = (bytes(self._printed), self._printed_bytes), self._deadline.used
        return Trip(self._loaded or last, tuple(observations), cpu, *printed, patience)

    def _ending(self, status: _Status, cpu: float) -> Observation:
        """Why a process that sent no end frame ended."""
        code = status.exit_code
        if code == -signal.SIGXCPU or (code == -signal.SIGKILL and cpu >= self._limits.cpu_seconds):
            return Observation(Outcome.TIME_LIMIT, detail="cpu")
        if code == -signal.SIGKILL and status.resident_bytes > self._limits.memory_bytes:
            return Observation(Outcome.MEMORY_LIMIT)
        if code == -signal.SIGSYS:
            return Observation(Outcome.FORBIDDEN)
        if code < 0:
            return Observation(Outcome.CRASHED, detail=_signal_name(-code))
        if self._reader.inside_frame:
            return Observation(Outcome.GARBLED, detail="an answer that breaks off")
        return Observation(Outcome.EXITED, detail=str(code))


_ENDED = (Outcome.RETURNED, Outcome.NOT_AN_ARRAY)  # calls that came to their end


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
