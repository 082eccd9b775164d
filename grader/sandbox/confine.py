"""Shuts a process off, layer by layer. The fork server prepares what can be had once; each child enters it.

What a layer needs is asked for where it is entered, and a kernel that refuses ends the process: there is no way on
with less. Which layers a machine has is found out beforehand, in a process that is thrown away.
"""

import fcntl
import os
import resource
import signal
import sys

from grader.sandbox import landlock, linux, namespaces, seccomp
from grader.sandbox.levels import Layer
from grader.sandbox.linux import Kernel
from grader.sandbox.readable import Readable

SINGLE_LIMITS = ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE")
MOST_DESCRIPTORS = 64
OUT_OF_THE_WAY = 10  # of the descriptors that a child is given
MAX_DESCRIPTOR, MANY_DESCRIPTORS = 0x7FFFFFFF, 1 << 16  # of the second, each may be closed by a call of its own
KERNEL_LAYERS = Layer.PRIVILEGES | Layer.SECCOMP | Layer.LANDLOCK | Layer.NAMESPACES


class UnavailableError(Exception):
    """This machine does not have the layers that were asked for."""


class Confinement:
    """The layers as one process prepares them for its children.

    `shown` is all that they may read; `folder` is an empty one, where a new tree of files can be made.
    """

    def __init__(self, layers: Layer, shown: Readable, folder: str) -> None:
        self._layers, self._shown, self._folder = layers, shown, folder
        self._rules: int | None = None
        self._server = 0
        self._arch = linux.architecture() if sys.platform == "linux" else None
        if layers & KERNEL_LAYERS and self._arch is None:
            raise UnavailableError("not Linux, or a machine whose system calls are not known")
        self._kernel = Kernel(self._arch) if self._arch else None

    def enter_namespaces(self) -> None:
        """Leave the other processes behind. What is forked next is process 1, and never runs the student's code."""
        if self._kernel and Layer.NAMESPACES in self._layers:
            namespaces.enter(self._kernel)

    def prepare(self) -> None:
        """In the fork server, once: its own tree of files, no privileges, the rules that its children enter."""
        self._server = os.getpid()
        if self._kernel is None:
            return
        if Layer.NAMESPACES in self._layers:
            namespaces.change_root(self._kernel, self._shown, self._folder)
        if Layer.LANDLOCK in self._layers:
            rules = landlock.ruleset(self._kernel, self._shown_now())
            self._rules = fcntl.fcntl(rules, fcntl.F_DUPFD_CLOEXEC, OUT_OF_THE_WAY)
            os.close(rules)
        if self._layers & KERNEL_LAYERS:
            self._kernel.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)  # what Landlock and seccomp ask of an ordinary user
        if Layer.PRIVILEGES in self._layers:
            self._kernel.drop_capabilities()
            self._kernel.prctl(linux.PR_SET_DUMPABLE, 0)
        self._kernel.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)

    def _shown_now(self) -> Readable:
        """In the new tree of files the holes are empty, and there is a folder to be in."""
        if Layer.NAMESPACES not in self._layers:
            return self._shown
        return self._shown._replace(folders=(*self._shown.folders, namespaces.HOME), holes=())

    def die_with_parent(self) -> None:
        """Have the kernel end this process when the thread that forked it ends."""
        if self._kernel:
            self._kernel.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)

    def _die_with_server(self) -> None:
        self.die_with_parent()
        if os.getppid() != self._server:  # it ended before that was said
            os._exit(1)

    def enter(self, last_descriptor: int, cpu_seconds: int, memory_bytes: int | None) -> None:
        """In a child, before the student's code: everything that binds it, from here on and for good.

        Only descriptors up to `last_descriptor` stay open. `memory_bytes` bounds the address space.
        """
        os.setsid()
        os.environ.clear()
        self._limit(cpu_seconds, memory_bytes)
        self._die_with_server()
        if self._kernel and self._rules is not None:
            landlock.restrict(self._kernel, self._rules)
        self._close_from(last_descriptor + 1)
        if Layer.RLIMITS in self._layers:
            _lower(resource.RLIMIT_NOFILE, MOST_DESCRIPTORS, MOST_DESCRIPTORS)
        if self._kernel and self._arch and Layer.SECCOMP in self._layers:
            seccomp.enter(self._kernel, seccomp.filter_for(os.getpid(), self._arch))

    def _close_from(self, first: int) -> None:
        if self._kernel and self._layers & KERNEL_LAYERS:  # older kernels than those do not know the call
            self._kernel.syscall(linux.CLOSE_RANGE, first, MAX_DESCRIPTOR, 0)
        else:
            os.closerange(first, MANY_DESCRIPTORS)

    def _limit(self, cpu_seconds: int, memory_bytes: int | None) -> None:
        if Layer.RLIMITS in self._layers:
            for name in SINGLE_LIMITS:
                if hasattr(resource, name):
                    _lower(getattr(resource, name), 0, 0)
        _lower(resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)
        if memory_bytes is not None:
            _lower(resource.RLIMIT_AS, memory_bytes, memory_bytes)


def _lower(limit: int, soft: int, hard: int) -> None:
    """Set a limit, or leave a lower one that whoever started this has set."""
    given = resource.getrlimit(limit)[1]
    if given == resource.RLIM_INFINITY:
        given = hard
    resource.setrlimit(limit, (min(soft, given), min(hard, given)))
