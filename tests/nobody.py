"""Runs a piece of a program as a user without rights."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_FIRST = """\
import sys
sys.path[:] = {path!r}
import os, reference
import grader.intake.overview, grader.intake.submission, grader.intake.taking
from pathlib import Path
from checks.pipeline import CHECK_IDS
from grader.assignment import load
ASSIGNMENT = load(reference.FOLDER, CHECK_IDS)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


def as_nobody(program: str, folder: Path) -> tuple[str, str]:
    """What the program prints, and what it complains of; the folder is its argument, and reachable.

    Everything is loaded before the rights are given up: the interpreter may lie where nobody may read.
    """
    for parent in (folder, *folder.parents[:-2]):
        parent.chmod(parent.stat().st_mode | 0o055)
    command = [sys.executable, "-c", _FIRST.format(path=[str(ROOT), *sys.path]) + program, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.stdout, ended.stderr
