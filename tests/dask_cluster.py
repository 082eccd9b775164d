"""A Dask cluster of real processes on the loopback interface, for tests."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

DEADLINE = 120.0  # seconds, after which what a test waits for is taken to hang


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait until something holds, and return it."""
    deadline = time.monotonic() + DEADLINE
    while not (held := holds()):
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.05)
    return held


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
