"""A hundred thousand submissions that share a few hundred files: what reuse is worth, and that memory stays flat."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec import Struct

from tests.assignments import TEXT, folder_with, with_tasks
from tests.bench.figures import ENVIRONMENT, line
from tests.conftest import ROOT
from tests.numbered import FILE, RIGHT

SUBMITTED, DISTINCT = 100_000, 500


class Cost(Struct, frozen=True):
    """Of a whole `grader batch`: seconds of wall time and of CPU with all its children, and its own memory at most."""

    wall: float
    cpu: float
    megabytes: float


def figures() -> None:
    """The batch of the few whose files differ beside that of all, from the first submission to the last file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        policy = folder_with(folder / "assignment", with_tasks([FILE], TEXT))
        texts = _texts(folder / "texts")
        few = _batch(_class(folder / "few", texts, DISTINCT), folder / "few.out", policy)
        many = _batch(_class(folder / "many", texts, SUBMITTED), folder / "many.out", policy)
        again = _batch(folder / "many", folder / "many.out", policy)
    judged, reused = few.wall / DISTINCT, (many.wall - few.wall) / (SUBMITTED - DISTINCT)
    line(f"one of {DISTINCT} files, judged", judged, f"one of {SUBMITTED} that is the same", reused, _rate(1 / reused))
    line(
        "the same", reused, "and when the batch is started again", again.wall / SUBMITTED, _rate(SUBMITTED / again.wall)
    )
    print(
        f"{SUBMITTED} in {many.wall:.0f} s ({many.cpu:.0f} s of CPU), memory {many.megabytes:.0f} MB; "
        f"{DISTINCT}: {few.megabytes:.0f} MB; ratio {many.megabytes / few.megabytes:.2f}   goal: 1"
    )


def _rate(value: float) -> str:
    return f"{value:.0f} a second"


def _texts(folder: Path) -> list[Path]:
    folder.mkdir()
    files = [folder / f"{number}.py" for number in range(DISTINCT)]
    for number, file in enumerate(files):
        file.write_text(f"{RIGHT}# {number}\n", encoding="utf-8")
    return files


def _class(folder: Path, texts: list[Path], count: int) -> Path:
    """A folder for each student; equal files are one on the disk."""
    for number in range(count):
        own = folder / f"student{number:06}"
        own.mkdir(parents=True)
        os.link(texts[number % len(texts)], own / FILE)
    return folder


def _batch(folder: Path, out: Path, policy: Path) -> Cost:
    arguments = ("batch", folder, "--out", out, "--assignment", policy, "--quiet")
    start, memory = time.perf_counter(), 0.0
    with open(os.devnull, "wb") as nowhere:
        child = subprocess.Popen(
            [sys.executable, "-m", "grader", *map(str, arguments)], cwd=ROOT, env=ENVIRONMENT, stdout=nowhere
        )
    while (ended := os.wait4(child.pid, os.WNOHANG))[0] == 0:
        memory = _most_memory(child.pid) or memory
        time.sleep(0.05)
    _, status, usage = ended
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, child.returncode
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, memory)


def _most_memory(process: int) -> float:
    """The most that a process had in memory until now, in MB; 0 when it has ended."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next((int(text.split()[1]) / 1024 for text in lines if text.startswith("VmHWM:")), 0.0)
