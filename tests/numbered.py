"""Makes a class whose submissions differ in a comment, so that each is judged anew; and policies that ask less."""

import re
from pathlib import Path

from tests.assignments import TEXT
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


BRIEF = {
    r"checks = \[\]": 'checks = ["imports", "loops", "style", "shapes", "values"]',
    r"families = \[\]": 'families = ["oblong_kernels", "even_kernels"]',
    r'"loop_trace".*\n': '"shapes", "values",\n',
    r"(?m)^(proof|documentation|file_format) = .*\n": "",
}


def brief(text: str = TEXT) -> str:
    """A policy with few of its checks and calls, for tests in which it is no matter what is asked of a submission."""
    for pattern, instead in BRIEF.items():
        text, found = re.subn(pattern, instead, text)
        assert found, pattern
    return text
