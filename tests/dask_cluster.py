"""A Dask cluster of real processes, for tests: on the loopback interface, or on Machines."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.machines import Machine
from tests.processes import until


class DaskCluster:
    """A scheduler, and the workers that are asked for; `with` ends them, and what they have started."""

    def __init__(self, folder: Path, machine: Machine | None = None, **environment: str) -> None:
        """Start the scheduler; `environment` is that of all of them."""
        self.folder, self._environment = folder, environment
        self._processes = list[subprocess.Popen[bytes]]()
        file = folder / "scheduler.json"
        self.scheduler = self._start(machine, {}, "scheduler", "--port", "0", "--scheduler-file", file)
        self.address: str = until(lambda: _address(file), "the scheduler's address")

    def worker(
        self, *options: str | Path, path: Path | None = None, machine: Machine | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a worker that has one thread; `path` is a folder that comes first on its import path."""
        return self._start(
            *(machine, {"PYTHONPATH": str(path)} if path else {}),
            *("worker", self.address, "--nthreads", "1", "--memory-limit", "0", "--local-directory", self.folder),
            *options,
        )

    def joined(self, number: int) -> None:
        """Wait until so many workers are there."""
        until(lambda: self._logged(b"Register worker") - self._logged(b"Remove worker") == number, f"{number} workers")

    def end_workers(self) -> None:
        """End all workers, so that others can be started."""
        self._end(self._processes[1:])
        self.joined(0)

    def _logged(self, what: bytes) -> int:
        return (self.folder / "scheduler-0.log").read_bytes().count(what)

    def _start(
        self, machine: Machine | None, environment: dict[str, str], *arguments: str | Path
    ) -> subprocess.Popen[bytes]:
        where = (*machine.inside,) if machine else ()
        host = machine.address if machine else "127.0.0.1"
        with open(self.folder / f"{arguments[0]}-{len(self._processes)}.log", "wb") as log:
            process = subprocess.Popen(
                [*where, sys.executable, "-m", "dask", *map(str, arguments), "--host", host, "--no-dashboard"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=self.folder,
                env=os.environ | self._environment | environment,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def __enter__(self) -> "DaskCluster":
        return self

    def __exit__(self, *_: object) -> None:
        self._end(self._processes)

    def _end(self, processes: list[subprocess.Popen[bytes]]) -> None:
        for process in reversed(processes):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _address(file: Path) -> str:
    try:
        return str(json.loads(file.read_text())["address"])
    except (FileNotFoundError, ValueError):
        return ""
