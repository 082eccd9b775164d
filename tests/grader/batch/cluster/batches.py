"""Runs `grader batch` as a person does, and tells workers what to do before they judge."""

import subprocess
import sys
from pathlib import Path

import msgspec

from checks.model import Grade
from grader.batch.journal import Journal, Record
from tests.conftest import ROOT
from tests.processes import DEADLINE

HANDED_IN = ("broken_partly_missing", "correct_kernel_loops", "forbidden_while", "untidy_style", "wrong_flipped_kernel")
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
if {MARK.encode()} in item and not (here / 'holds').exists():
        (here / 'holds').write_text(str(os.getpid()))
        time.sleep(3600)"""
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


def begun(handed_in: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(handed_in, out, *options), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def records(out: Path) -> dict[str, Record]:
    with Journal(out) as journal:
        return {record.entry.student: record for record in journal.records()}


def grades(out: Path) -> dict[str, Grade]:
    """What was journalled, without what was measured."""
    return {student: timeless(record.grade) for student, record in records(out).items()}


def timeless(grade: Grade) -> Grade:
    tasks = tuple(msgspec.structs.replace(task, cpu_seconds=None) for task in grade.tasks)
    return msgspec.structs.replace(grade, tasks=tasks)


def preload(folder: Path, first: str) -> tuple[str, Path]:
    """The option that has a worker do something before it judges a work item."""
    (folder / "preload.py").write_text(ITEMS.format(here=str(folder), first=first))
    return "--preload", folder / "preload.py"
