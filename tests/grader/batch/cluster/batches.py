"""Runs `grader batch` as a person does, and tells workers what to do before they judge."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from checks.model import Grade
from grader.batch.journal import Journal, Record
from tests.conftest import ROOT
from tests.processes import DEADLINE, until

HANDED_IN = ("broken_partly_missing", "untidy_style", "wrong_flipped_kernel")
MARK = "# a mark"
FILE = "0-convolve_grayscale_valid.py"
# What a worker is given to load when it starts: it is told of every work item, and has it judged.
ITEMS = """
import hashlib, os, signal, time
from pathlib import Path
from grader.batch.cluster import worker
here = Path({here!r})
judge = vars(worker).setdefault("really_judge", worker.judge)  # Dask loads this file more than once
def first(item):
    {first}
    return judge(item)
worker.judge = first
"""
NOTED = "(here / 'judged').open('a').write(f'{os.getpid()} {hashlib.sha256(item).hexdigest()}\\n')"
HELD = f"""\
if {MARK.encode()} in item and (here / 'hold').exists():
        held = here / f'held-{{os.getpid()}}'
        held.touch()
        while held.exists():
            time.sleep(0.02)"""
KILLED = f"if {MARK.encode()} in item: os.kill(os.getpid(), signal.SIGKILL)"


def policy_of(handed_in: Path) -> Path:
    """The assignment of a class lies beside it."""
    return handed_in.with_name(f"{handed_in.name}-assignment")


def command(handed_in: Path, out: Path, *options: str) -> list[str]:
    words = ["batch", handed_in, "--out", out, "--assignment", policy_of(handed_in), *options]
    return [sys.executable, "-m", "grader", *map(str, words)]


def batch(handed_in: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(handed_in, out, *options), cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE, check=False
    )


class Begun:
    """Batches that run beside a test; `with` ends those that are left."""

    def __init__(self) -> None:
        self._processes = list[subprocess.Popen[str]]()

    def __call__(
        self, handed_in: Path, out: Path, *options: str, inside: Sequence[str] = (), **environment: str
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*inside, *command(handed_in, out, *options)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | environment,
            text=True,
        )
        self._processes.append(process)
        return process

    def __enter__(self) -> "Begun":
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            with process:
                pass


def told(grading: subprocess.Popen[str], *words: str) -> str:
    """Wait until it has told all of these; what it said until then."""
    assert grading.stderr
    said = ""
    while not all(word in said for word in words):
        line = grading.stderr.readline()
        assert line, said
        said += line
    return said


def records(out: Path) -> dict[str, Record]:
    """What was journalled, each once."""
    with Journal(out) as journal:
        listed = list(journal.records())
    found = {record.entry.student: record for record in listed}
    assert len(found) == len(listed)
    return found


def grades(out: Path) -> dict[str, Grade]:
    """What was journalled, without what was measured."""
    return {student: timeless(record.grade) for student, record in records(out).items()}


def timeless(grade: Grade) -> Grade:
    tasks = tuple(msgspec.structs.replace(task, cpu_seconds=None) for task in grade.tasks)
    return msgspec.structs.replace(grade, tasks=tasks)


class Hold:
    """Holds up the workers that are given the work item that bears the mark, if they were told what is HELD."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._hold = folder, folder / "hold"

    def begin(self) -> None:
        """From now on, whoever is given it is held up."""
        self._hold.touch()

    def end(self) -> None:
        """From now on nobody is any more; who is stays so until it is let go."""
        self._hold.unlink(missing_ok=True)

    def held(self, but: int = 0) -> int:
        """Wait for a worker that is held up, another than one that is known; its pid."""

        def others() -> list[int]:
            pids = (int(path.name.removeprefix("held-")) for path in self._folder.glob("held-*"))
            return [pid for pid in pids if pid != but]

        pid: int = until(others, "a worker that is held up")[0]
        return pid

    def let_go(self, pid: int) -> None:
        """Let a worker go on, if it is held up."""
        (self._folder / f"held-{pid}").unlink(missing_ok=True)


def preload(folder: Path, first: str) -> tuple[str, Path]:
    """The option that has a worker do something before it judges a work item."""
    (folder / "preload.py").write_text(ITEMS.format(here=str(folder), first=first))
    return "--preload", folder / "preload.py"
