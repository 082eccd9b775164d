"""What an attack wants to reach: a secret in a file, in the environment and in the grader's memory, and a neighbour."""

import ctypes
import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType

import numpy as np

import reference

PR_SET_PTRACER = 0x59616D61  # linux/prctl.h


class World:
    """A folder that everybody may write to, a process to be harmed, a listener to be called."""

    def __init__(self, folder: Path) -> None:
        self.secret = f"SECRET-{secrets.token_hex(16)}"
        self._token = f"attack-{secrets.token_hex(8)}"
        if sys.platform == "linux":  # where only parents may look into a process, this one lets everybody
            ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(-1 & (1 << 64) - 1))
        self.folder = folder
        folder.chmod(0o777)
        self.file = folder / "secret.txt"
        self.file.write_text(self.secret)
        self.file.chmod(0o666)
        (folder / "link").symlink_to(self.file)
        (folder / "numpy.py").write_text("for attacks that are to succeed")
        os.environ["GRADER_SECRET"] = self.secret
        self.victim = subprocess.Popen(["sleep", "600"])
        self.listener = socket.create_server(("127.0.0.1", 0))
        self._before = self._state()

    def names(self) -> str:
        """Code that tells an attack where everything is."""
        values = {
            "SECRET_FILE": str(self.file),
            "FOLDER": str(self.folder),
            "VICTIM": self.victim.pid,
            "GRADER": os.getpid(),
            "TOKEN": self._token,
            "PORT": self.listener.getsockname()[1],
            "PROJECT": str(reference.FOLDER.parent),
            "PACKAGES": str(Path(np.__file__).parents[1]),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in values.items())

    def assert_untouched(self) -> None:
        """Nothing was changed, made or left behind, and nobody was harmed."""
        assert self._state() == self._before
        assert self.victim.poll() is None
        stat = Path(f"/proc/{self.victim.pid}/stat").read_text()
        assert stat.rpartition(")")[2].split()[0] in "RSD", "the neighbour was stopped"

    def _state(self) -> dict[str, object]:
        files = {
            path.name: (path.read_bytes(), path.stat().st_mode, path.stat().st_mtime_ns, os.listxattr(path))
            for path in sorted(self.folder.iterdir())
        }
        numpy = Path(np.__file__)
        shared = Path("/dev/shm", self._token).exists()
        return {**files, "numpy itself": (numpy.stat().st_mode, numpy.stat().st_mtime_ns), "shared memory": shared}

    def __enter__(self) -> "World":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.victim.kill()
        self.victim.wait()
        self.listener.close()
        del os.environ["GRADER_SECRET"]
