"""Makes a class whose submissions differ in a comment, so that each is judged anew; and its policy."""

import re
from pathlib import Path

import reference
from tests.grading import SUBMISSIONS

FILE = "0-convolve_grayscale_valid.py"
RIGHT = (SUBMISSIONS / "correct_tensordot" / FILE).read_text()


def numbered(folder: Path, numbers: range, text: str = RIGHT) -> list[str]:
    """A folder with one task's file for each number; the students' names."""
    names = [f"student{number:03}" for number in numbers]
    for number, name in zip(numbers, names, strict=True):
        (folder / name).mkdir(parents=True)
        (folder / name / FILE).write_text(f"{text}# {number}\n")
    return names


def one_task(file: Path) -> Path:
    """A policy that has the first task alone, written to a file."""
    head, first, *_, scoring = re.split(r"(?m)^(?=\[\[tasks\]\]|\[scoring\])", reference.ASSIGNMENT.read_text())
    file.write_text(head + first + scoring)
    return file
