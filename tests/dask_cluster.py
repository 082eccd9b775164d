"""A Dask cluster of real processes on the loopback interface, for tests."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.processes import until


class DaskCluster:
    """A scheduler, and the workers that are asked for; `with` ends them, and what they have started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._processes = folder, list[subprocess.Popen[bytes]]()
        file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", file)
        self.address: str = until(lambda: _address(file), "the scheduler's address")

    def worker(self, *options: str | Path, path: Path | None = None) -> subprocess.Popen[bytes]:
        """Start a worker that has one thread; `path` is a folder that comes first on its import path."""
        return self._start(
            *("worker", self.address, "--nthreads", "1", "--memory-limit", "0", "--local-directory", self.folder),
            *options,
            environment={"PYTHONPATH": str(path)} if path else {},
        )

    def joined(self, number: int) -> None:
        """Wait until so many workers have joined since the beginning."""
        log = self.folder / "scheduler-0.log"
        until(lambda: log.read_bytes().count(b"Register worker") >= number, f"{number} workers")

    def _start(self, *arguments: str | Path, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        with open(self.folder / f"{arguments[0]}-{len(self._processes)}.log", "wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *map(str, arguments), "--host", "127.0.0.1", "--no-dashboard"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=self.folder,
                env=os.environ | (environment or {}),
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def __enter__(self) -> "DaskCluster":
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _address(file: Path) -> str:
    try:
        return str(json.loads(file.read_text())["address"])
    except (FileNotFoundError, ValueError):
        return ""
