"""Runs programs in forks of one Python that has loaded what they import, which takes longer than they do."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

FORKS = """
import json, os, sys
for name in sys.argv[1:]:
    __import__(name)
for line in sys.stdin:
    program, folder, said = json.loads(line)
    if not (child := os.fork()):
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
else:
    sys.exit()
os.chdir(folder)
os.dup2(os.open(said, os.O_WRONLY | os.O_TRUNC), 2)
exec(compile(program, "-c", "exec"), {"__name__": "__main__"})
"""


class Ended(NamedTuple):
    """How a program ended, and what it said of that."""

    code: int
    stderr: str


class Forks:
    """The Python that waits; `with` ends it."""

    def __init__(self, *modules: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", FORKS, *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._said = tempfile.NamedTemporaryFile()  # noqa: SIM115 (closed at the end)

    def run(self, program: str, folder: Path) -> Ended:
        """What `python3 -c` with this program does in a folder."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([program, str(folder), self._said.name]) + "\n")
        self._process.stdin.flush()
        return Ended(int(self._process.stdout.readline()), Path(self._said.name).read_text())

    def __enter__(self) -> "Forks":
        return self

    def __exit__(self, *_: object) -> None:
        with self._process, self._said:
            self._process.kill()
