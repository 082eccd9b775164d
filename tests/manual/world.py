"""A folder in which the commands of the manual do what they say: a clone, a class, and files of one's own."""

import shutil
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.grader.commands.test_new import BORDER, PEAKS

CLASS = {
    "ada": "correct_kernel_loops",
    "ben": "wrong_flipped_kernel",
    "chloe": "broken_partly_missing",
    "emil": "wrong_even_kernel_extra_row",
    "fatima": "correct_kernel_loops",
}
GRADER = """#!/bin/sh
PYTHONPATH='{root}' exec '{python}' -m grader "$@"
"""


def clone(folder: Path) -> Path:
    """What the commands need, and where programs are: the Makefile's own `.venv/bin`, already set up."""
    for name in ("requirements.lock", "pyproject.toml", "Makefile"):
        shutil.copy(ROOT / name, folder)
    (folder / "submissions").symlink_to(ROOT / "submissions")
    shutil.copytree(ROOT / "docs" / "examples", folder / "examples")
    shutil.copy(folder / "examples" / "sequences" / "moving_average.py", folder)
    (folder / "peaks.py").write_text(PEAKS)
    (folder / "border.py").write_text(BORDER)
    _class(folder)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "grader").write_text(GRADER.format(root=ROOT, python=sys.executable))
    (programs / "grader").chmod(0o755)
    (folder / ".venv" / ".ready").write_text(f"{folder}\n")
    return programs


def _class(folder: Path) -> None:
    for student, sample in CLASS.items():
        shutil.copytree(ROOT / "submissions" / sample, folder / "class" / student)
    copied = folder / "class" / "fatima" / "0-convolve_grayscale_valid.py"
    copied.write_text(copied.read_text().replace("images", "pictures"))
