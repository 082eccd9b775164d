"""A job that every grader could be given: one right function in many copies with different content.

It is run on 1000 random images with a 3x3 kernel, compared with correlate2d, its shape is checked, and its loops are
counted.
"""

from pathlib import Path

import msgspec
import numpy as np

from checks.model import Array
from checks.model.arguments import OwnCall, RandomOf
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from reference import FOLDER
from tests.grading import SUBMISSIONS

FILE, FUNCTION = "0-convolve_grayscale_valid.py", "convolve_grayscale_valid"
IMAGES, KERNEL = (1000, 28, 28), (3, 3)
CALL = OwnCall((("images", RandomOf(IMAGES)), ("kernel", RandomOf(KERNEL))), "job", "the job", "random images")
CHECKS = ("loops", "shapes", "values")


def write_copies(folder: Path, count: int) -> None:
    """A folder for each submission."""
    text = (SUBMISSIONS / "correct_output_loops" / FILE).read_text(encoding="utf-8")
    for number in range(count):
        own = folder / f"student_{number:04}"
        own.mkdir()
        (own / FILE).write_text(f"{text}# {number}\n", encoding="utf-8")


def arguments() -> tuple[Array, Array]:
    """Random images and a random kernel."""
    random = np.random.default_rng(4)
    return random.standard_normal(IMAGES), random.standard_normal(KERNEL)


def policy() -> Assignment:
    """The grader's policy cut down to this job."""
    whole, replace = assignments.load(FOLDER, CHECK_IDS), msgspec.structs.replace
    return replace(
        whole,
        tasks=tuple(replace(task, calls=(CALL,)) for task in whole.tasks if task.file == FILE),
        policy=replace(whole.policy, checks=CHECKS),
        cases=replace(whole.cases, families=(CALL.family,)),
    )
