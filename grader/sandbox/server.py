"""Starts and ends the process of the fork server. Imports little, so that it can be started first of all."""

import socket
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

# The sandbox's modules come from the project's folder, numpy from its own. Neither stays on the path: numpy finds the
# rest of itself, and what lies beside it, scipy for one, is not to be had.
BOOT = (
    "import sys; path = sys.path[:]; sys.path[:0] = [{root!r}]; sys.path += [{numpy!r}]; "
    "from grader.sandbox.zygote import main; sys.path[:] = path; sys.path_importer_cache.clear(); main()"
)
ENVIRONMENT = {
    # More than one BLAS thread would count against the CPU limit and make sums differ between machines.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


class SandboxError(Exception):
    """The sandbox itself failed; never the student's fault."""


class ZygoteProcess:
    """A running fork server. It has a folder of its own to be in, which stays empty."""

    def __init__(self) -> None:
        spec = find_spec("numpy")
        assert spec is not None
        assert spec.origin is not None
        root, numpy = str(Path(__file__).resolve().parents[2]), str(Path(spec.origin).parents[1])
        self._folder = tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True)
        self._socket, server = socket.socketpair()
        with server:
            try:
                self._process = subprocess.Popen(
                    [
                        sys.executable,
                        *("-I", "-S", "-X", "utf8", "-c", BOOT.format(root=root, numpy=numpy)),
                        str(server.fileno()),
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(server.fileno(),),
                    cwd=self._folder.name,
                    env=ENVIRONMENT,
                    start_new_session=True,
                )
            except OSError as error:
                self._socket.close()
                self._folder.cleanup()
                raise SandboxError(f"no process could be started: {error}") from error

    def send(self, descriptors: list[int]) -> None:
        """Start a trip with these descriptors: the request, the channel, the output, the control."""
        socket.send_fds(self._socket, [b"T"], descriptors)

    def __enter__(self) -> "ZygoteProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it; the kernel ends a trip that is still under way with it."""
        self._socket.close()
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()
