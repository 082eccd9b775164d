"""The fork server: an interpreter that has loaded numpy and forks a child for every trip.

It holds no expected value and no student's code, so a child inherits nothing worth stealing, and what a
student changes is gone with the child. It is single-threaded. When the grader ends, so do it and its children.
"""

import contextlib
import fcntl
import gc
import importlib
import os
import selectors
import signal
import site
import socket
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from grader.sandbox.confine import Confinement
from grader.sandbox.control import DESCRIPTORS, LOOK, RUNNING, STATUS, UNKNOWN
from grader.sandbox.cpu_clock import cpu_seconds

if TYPE_CHECKING:
    from grader.sandbox.library import Library
    from grader.sandbox.memory import Filler

CHANNEL_FD, REQUEST_FD, INPUTS_FD = 3, 4, 5  # in the child; of these only the channel outlives its confinement
# What numpy loads when it is first used; a child would pay for it every time.
WARM = ("numpy.linalg", "numpy.fft", "numpy.random", "numpy.lib.stride_tricks")

CAN_LOOK = hasattr(os, "waitid")  # at a child that has ended, without waiting for it; macOS has it since Python 3.13
RESIDENT_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes that ru_maxrss counts


class Code(Protocol):
    """What a child runs. Loaded by the fork server once, or by each child where it does not outlive a fork."""

    def load(self) -> None:
        """Import all that is needed."""

    def run(self, confinement: Confinement) -> None:
        """Do what lies on the descriptors, confined. Does not return."""


class ChildCode:
    """A student's code. `path` is what sys.path is to be once numpy is loaded."""

    def __init__(self, path: list[str]) -> None:
        self._path = path
        self._address_space: int | None = None
        self._filler: Filler | None = None
        self._library: Library | None = None

    def load(self) -> None:
        """Import numpy and the child's code, if that is still to be done."""
        if self._filler is not None:
            return
        for name in ("grader.sandbox.child", *WARM):
            importlib.import_module(name)
        for give in (site.setquit, site.setcopyright, site.sethelper):  # exit, help: left out with site-packages
            give()
        sys.path[:] = self._path
        sys.path_importer_cache.clear()
        self._address_space = address_space()
        from grader.sandbox.library import Library
        from grader.sandbox.memory import USUAL, Filler

        self._filler = Filler()
        self._filler.fill(USUAL)
        self._library = Library()
        gc.freeze()

    def run(self, confinement: Confinement) -> None:
        """Make the trip that lies on the descriptors, confined. Does not return."""
        self.load()
        from grader.sandbox.child import run_trip

        assert self._filler is not None
        assert self._library is not None
        run_trip(CHANNEL_FD, REQUEST_FD, INPUTS_FD, confinement, self._filler, self._library, self._address_space)


def address_space() -> int | None:
    """How many bytes of it this process has, where it can be limited."""
    if sys.platform != "linux":
        return None
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


class _Started(NamedTuple):
    """A trip that is under way."""

    pid: int
    control: socket.socket


class Zygote:
    """Takes trips from `server` until that is closed."""

    def __init__(self, server: socket.socket, confinement: Confinement, code: Code) -> None:
        self._server, self._confinement, self._code = server, confinement, code
        self._trips: dict[int, _Started] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(server, selectors.EVENT_READ, None)
        wakeup, wakeup_end = socket.socketpair()
        for end in (wakeup, wakeup_end):
            end.setblocking(False)
        self._wakeup = wakeup
        self._wakeup_end = wakeup_end
        self._selector.register(wakeup, selectors.EVENT_READ, None)
        signal.set_wakeup_fd(wakeup_end.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        """Start, end and report trips; returns when the grader has closed its side."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._wakeup:
                    with contextlib.suppress(BlockingIOError):
                        self._wakeup.recv(1 << 12)
                elif key.fileobj is not self._server:
                    self._hear(key.data)
                elif not self._accept():
                    for pid in self._trips:
                        self._kill(pid)
                    return
            self._reap()

    def _accept(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self._server, 1, DESCRIPTORS)
        if not message:
            return False
        *given, control = descriptors
        try:
            pid = os.fork()
        except OSError:  # no more processes: who asked sees the control closed, and asks elsewhere
            for descriptor in descriptors:
                os.close(descriptor)
            return True
        if pid == 0:
            self._become_child(*given)
        for descriptor in given:
            os.close(descriptor)
        trip = _Started(pid, socket.socket(fileno=control))
        self._trips[pid] = trip
        self._selector.register(trip.control, selectors.EVENT_READ, pid)
        return True

    def _become_child(self, request: int, inputs: int, channel: int, output: int) -> None:
        """In the forked child: put the descriptors where they belong, then make the trip. Does not return."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            empty = os.open(os.devnull, os.O_RDONLY)  # its own: what is set on it stays with it
            places = {0: empty, CHANNEL_FD: channel, REQUEST_FD: request, INPUTS_FD: inputs, 1: output, 2: output}
            aside = {place: fcntl.fcntl(given, fcntl.F_DUPFD, max(places) + 1) for place, given in places.items()}
            for place, descriptor in aside.items():
                os.dup2(descriptor, place)
            _make_streams()
            self._code.run(self._confinement)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(1)

    def _hear(self, pid: int) -> None:
        """Tell the grader how much CPU time a trip has had, where it asks; else it wants it ended, or is gone."""
        control = self._trips[pid].control
        try:
            asked = control.recv(1)
        except OSError:
            asked = b""
        if asked != LOOK:
            self._kill(pid)
            return
        with contextlib.suppress(OSError):  # the grader may be gone
            spent = cpu_seconds(pid)
            control.send(STATUS.pack(RUNNING, UNKNOWN if spent is None else spent, 0.0, 0))

    def _kill(self, pid: int) -> None:
        """End the trip's whole group. The child is not yet waited for, so its id belongs to nobody else."""
        _kill_group(pid)
        os.kill(pid, signal.SIGKILL)  # it may not have its own group yet
        control = self._trips[pid].control
        if control in self._selector.get_map():
            self._selector.unregister(control)

    def _end_strays(self) -> None:
        """End what left a trip's group: as the fork server adopts orphans, it is a child and no trip.

        In a namespace of its own, where no /proc tells of children, all that is left once no trip is under way.
        """
        if os.getpid() == 1:
            if not self._trips:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(-1, signal.SIGKILL)
                with contextlib.suppress(ChildProcessError):
                    while True:
                        os.wait()
            return
        while strays := [pid for pid in _children() if pid not in self._trips]:
            for pid in strays:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)

    def _reap(self) -> None:
        for pid, trip in list(self._trips.items()):
            if CAN_LOOK and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
                continue
            if CAN_LOOK:  # before it is waited for: until then its id, and its group's, belong to nobody else
                _kill_group(pid)
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if not ended:
                continue
            if not CAN_LOOK:
                _kill_group(pid)
            del self._trips[pid]
            self._end_strays()
            if trip.control in self._selector.get_map():
                self._selector.unregister(trip.control)
            with contextlib.suppress(OSError):  # the grader may be gone
                resident = usage.ru_maxrss * RESIDENT_UNIT
                trip.control.send(STATUS.pack(status, usage.ru_utime, usage.ru_stime, resident))
            trip.control.close()


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _make_streams() -> None:
    """Standard output and error as they are for who finds sockets there: the fork server's were made for a file."""
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _children() -> list[int]:
    """The ids of all children of this process, as far as the system tells."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]
    except FileNotFoundError:
        return []
