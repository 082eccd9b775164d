"""Runs `grader batch` in forks of one warm process, each of which judges a submission when it is told to.

So a test may end many of them, at any moment, and starts Python and a sandbox once. What a submission is told was said
by a real judge of one like it. All else is the command itself.
"""

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from checks.model import Source, TaskFiles
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.cli import run
from grader.commands import batch as command
from grader.folders import cache_folder
from grader.judging.items import Judgement, WorkItem
from grader.judging.judge import Judge
from grader.sandbox.levels import LEVELS
from grader.version import code_version
from tests.conftest import ROOT
from tests.numbered import FILE, RIGHT

EVENT = re.compile(r"\d+/\d+  (\S+)  (as before|.*)")
STEP = b"\n"


def events(lines: Iterator[str]) -> Iterator[tuple[str, bool]]:
    """Who was graded, and whether anew, as `grader batch` prints it."""
    for line in lines:
        if found := EVENT.match(line):
            yield found[1], found[2] != "as before"


class Stepping:
    """The warm process; `with` ends it. One batch is at work at a time."""

    def __init__(self, policy: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.grader.stepping", policy],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.pid, self.code = 0, 0  # of the batch that was begun last

    def begin(self, folder: Path, out: Path) -> Iterator[tuple[str, bool]]:
        """Begin a batch; its events until it has ended."""
        self._tell(f"{folder}\t{out}\n")
        assert self._process.stderr is not None
        self.pid = int(self._process.stderr.readline())
        return events(self._lines())

    def step(self, number: int) -> None:
        """Let it judge so many more."""
        self._tell(STEP.decode() * number)

    def _tell(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text)
        self._process.stdin.flush()

    def _lines(self) -> Iterator[str]:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if line.startswith("ended "):
                self.code = int(line.removeprefix("ended "))
                return
            yield line

    def __enter__(self) -> "Stepping":
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.kill()


# --- in the warm process ---------------------------------------------------------------------------


class Told:
    """An engine that says of every WorkItem what was said of one, as it is told to by who started this."""

    slots = 1

    def __init__(self, isolation: str, said: Judgement) -> None:
        self.isolation, self._said = isolation, said
        self._asked: queue.SimpleQueue[Future[Judgement]] = queue.SimpleQueue()
        threading.Thread(target=self._answer, daemon=True).start()

    def submit(self, item: WorkItem) -> Future[Judgement]:
        future: Future[Judgement] = Future()
        if isinstance(item.files.file, Source) and item.files.file.data.startswith(RIGHT.encode()):
            self._asked.put(future)
        else:  # the model submission, by which others are measured
            future.set_result(self._said)
        return future

    def _answer(self) -> None:
        while os.read(0, len(STEP)):
            self._asked.get().set_result(self._said)


def judged(assignment: Assignment) -> tuple[str, Judgement]:
    """The isolation of a judge, and what it says of a right file."""
    (task,) = assignment.tasks
    with Judge.started(assignment, tuple(LEVELS.values()), cache_folder()) as judge:
        return judge.isolation, judge.judge(WorkItem(task.id, TaskFiles(Source(FILE, RIGHT.encode(), "", False))))


def asked() -> str:
    """The next line, read byte by byte: what follows is for the batch. Steps that none has taken are passed over."""
    line = b""
    while data := os.read(0, 1):
        if data == STEP and line:
            break
        line += data.strip(STEP)
    return line.decode()


def say(what: object) -> None:
    os.write(2, f"{what}\n".encode())


def warm_up() -> None:
    """Load what the command loads when it is needed, and find out its version."""
    for module in ("grader.batch.progress", "grader.results.summary", "grader.batch.model_time"):
        import_module(module)
    code_version()


def main(policy: str) -> None:
    warm_up()
    isolation, said = judged(assignments.load(Path(policy), CHECK_IDS))
    while line := asked():
        folder, out = line.split("\t")
        if not (child := os.fork()):
            say(os.getpid())
            with patch.object(command, "_engine", lambda *_: nullcontext(Told(isolation, said))):
                code = run(["batch", folder, "--out", out, "--assignment", policy, "--isolation", "limits"])
            os._exit(code)
        say(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


if __name__ == "__main__":
    main(sys.argv[1])
