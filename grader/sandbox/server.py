"""Starts and ends the process of the fork server. Imports little, so that it can be started first of all."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from grader.sandbox.control import NONE_OF_THEM, NOT_KNOWN, TRIP
from grader.sandbox.levels import LEVELS, Layer

# The sandbox's modules come from the project's folder, numpy from its own. Neither stays on the path: numpy finds the
# rest of itself, and what lies beside it, scipy for one, is not to be had.
BOOT = (
    "import sys; path = sys.path[:]; sys.path[:0] = [{root!r}]; sys.path += [{packages!r}]; "
    "from grader.sandbox.launch import main; main(path)"
)
ENVIRONMENT = {
    # More than one BLAS thread would count against the CPU limit and make sums differ between machines.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    # glibc is to ask for large pages before it fills memory (`memory`), not numpy afterwards.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
NEEDED_TO_START = ("LD_LIBRARY_PATH",)  # where an interpreter finds its own library; gone when the child begins
START_SECONDS = 60.0  # to load numpy and find out what the machine has
BEST = tuple(LEVELS.values())
STUDENTS = "grader.sandbox.zygote"


class SandboxError(Exception):
    """The sandbox itself failed; never the student's fault."""


class IsolationError(SandboxError):
    """The machine does not have the isolation that was asked for."""


class ZygoteProcess:
    """A running fork server behind the first of `layers` that the machine has.

    It has a folder of its own to be in, which stays empty. `module` has the ChildCode of its children; those that are
    not `reading` can open no file at all.
    """

    def __init__(self, layers: Sequence[Layer] = BEST, module: str = STUDENTS, *, reading: bool = True) -> None:
        spec = find_spec("numpy")
        assert spec is not None
        assert spec.origin is not None
        root, numpy = Path(__file__).resolve().parents[2], Path(spec.origin).parent
        boot = BOOT.format(root=str(root), packages=str(numpy.parent))
        self.asked, self._reading = tuple(layers), threading.Lock()
        self._answer: Layer | SandboxError | None = None
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        except OSError as error:
            raise SandboxError("no folder for temporary files can be written to; set TMPDIR to one") from error
        self._socket, server = socket.socketpair()
        with server:
            try:
                self._process = subprocess.Popen(
                    [
                        sys.executable,
                        *("-I", "-S", "-X", "utf8", "-c", boot),
                        *(str(server.fileno()), module, str(numpy) if reading else ""),
                        *(str(layer.value) for layer in self.asked),
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(server.fileno(),),
                    cwd=self._folder.name,
                    env=ENVIRONMENT | {name: os.environ[name] for name in NEEDED_TO_START if name in os.environ},
                    start_new_session=True,
                )
            except OSError as error:
                self._socket.close()
                self._folder.cleanup()
                raise SandboxError(f"no process could be started: {error}") from error

    @property
    def layers(self) -> Layer:
        """The layers it has taken; waits until it is ready.

        Raises:
            IsolationError: the machine has none of those asked for.
            SandboxError: it ended, or is not ready in time.
        """
        with self._reading:
            if self._answer is None:
                self._answer = self._read_answer()
        if isinstance(self._answer, SandboxError):
            raise self._answer
        return self._answer

    def _read_answer(self) -> Layer | SandboxError:
        try:
            self._socket.settimeout(START_SECONDS)
            answer = self._socket.recv(1 << 12)
        except OSError as error:
            return SandboxError(f"the fork server is not ready: {error}")
        if not answer:
            return SandboxError("the fork server ended before it was ready")
        if answer[0] == NOT_KNOWN:
            return SandboxError(answer[1:].decode(errors="replace"))
        if answer[0] == NONE_OF_THEM:
            return IsolationError(answer[1:].decode(errors="replace"))
        self._socket.settimeout(None)
        return self.asked[answer[0]]

    @property
    def pid(self) -> int:
        """Of the process that was started; at level `full` the fork server is its child."""
        return self._process.pid

    def send(self, descriptors: list[int]) -> None:
        """Start a trip with these descriptors, in the order that `control` names."""
        socket.send_fds(self._socket, [TRIP], descriptors)

    def __enter__(self) -> "ZygoteProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it; the kernel ends a trip that is still under way with it."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # a thread that listens to it is told
        self._process.kill()
        self._process.wait()
        self._socket.close()
        self._folder.cleanup()
