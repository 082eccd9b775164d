"""The fork server: an interpreter that has loaded numpy and forks a child for every trip.

It holds no expected value and no student's code, so a child inherits nothing worth stealing, and what a
student changes is gone with the child. It is single-threaded. When the grader ends, so do it and its children.
"""

import contextlib
import ctypes
import gc
import os
import selectors
import signal
import socket
import sys
import traceback
from typing import NamedTuple

from grader.sandbox.child import run_trip
from grader.sandbox.frame import STATUS

FDS = 4  # of a trip: the request, the channel, the output, the control
REQUEST_FD, CHANNEL_FD = 3, 4
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h: orphans of a trip become children of the fork server
PR_SET_PDEATHSIG = 1  # linux/prctl.h: the child does not outlive a fork server that is killed


class _Trip(NamedTuple):
    pid: int
    control: socket.socket


class Zygote:
    """Takes trips from `server` until that is closed."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self._trips: dict[int, _Trip] = {}
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
                    self._kill(key.data)
                elif not self._accept():
                    for pid in self._trips:
                        self._kill(pid)
                    return
            self._reap()

    def _accept(self) -> bool:
        message, fds, _, _ = socket.recv_fds(self._server, 1, FDS)
        if not message:
            return False
        request, channel, output, control = fds
        pid = os.fork()
        if pid == 0:
            _become_child(request, channel, output)
        for descriptor in (request, channel, output):
            os.close(descriptor)
        trip = _Trip(pid, socket.socket(fileno=control))
        self._trips[pid] = trip
        self._selector.register(trip.control, selectors.EVENT_READ, pid)
        return True

    def _kill(self, pid: int) -> None:
        """End the trip's whole group. The child is not yet waited for, so its id belongs to nobody else."""
        for kill in (os.killpg, os.kill):  # it may not have its own group yet
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)
        control = self._trips[pid].control
        if control in self._selector.get_map():
            self._selector.unregister(control)

    def _end_strays(self) -> None:
        """End what left a trip's group: as the fork server adopts orphans, it is a child and no trip."""
        while strays := [pid for pid in _children() if pid not in self._trips]:
            for pid in strays:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)

    def _reap(self) -> None:
        for pid, trip in list(self._trips.items()):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
                continue
            # Before it is waited for: until then its id, and its group's, belong to nobody else.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
            self._end_strays()
            if trip.control in self._selector.get_map():
                self._selector.unregister(trip.control)
            with contextlib.suppress(OSError):  # the grader may be gone
                trip.control.send(STATUS.pack(status, usage.ru_utime, usage.ru_stime, usage.ru_maxrss))
            trip.control.close()
            del self._trips[pid]


def _children() -> list[int]:
    """The ids of all children of this process, as far as the system tells."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]
    except FileNotFoundError:
        return []


def _become_child(request: int, channel: int, output: int) -> None:
    """In the forked child: its own session, only its own descriptors, then the trip. Does not return."""
    try:
        os.setsid()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # First out of the way of the numbers they are to have.
        low = [os.dup(descriptor) for descriptor in (request, channel, output)]
        moved = [os.dup2(descriptor, 100 + n) for n, descriptor in enumerate(low)]
        for source, target in zip((*moved, moved[2]), (REQUEST_FD, CHANNEL_FD, 1, 2), strict=True):
            os.dup2(source, target)
        os.closerange(CHANNEL_FD + 1, os.sysconf("SC_OPEN_MAX"))
        run_trip(REQUEST_FD, CHANNEL_FD)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(1)


def main() -> None:
    """Serve the socket whose descriptor is the first argument."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    gc.freeze()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    Zygote(socket.socket(fileno=int(sys.argv[1]))).serve()
    os._exit(0)
