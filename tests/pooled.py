"""Makes an assignment of the pooling alone, for tests."""

from pathlib import Path

import numpy as np

import reference
from checks.model import Array
from checks.model.assignment import Assignment, Task
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from tests.assignments import edited, folder_with, with_tasks

FILE = "6-pool.py"
ALONE = with_tasks((FILE,), reference.ASSIGNMENT.read_text(encoding="utf-8")).replace("optional = true\n", "")
"""The real assignment with this task alone, which counts."""


DESCRIBED = ALONE.partition("[[tasks.calls]]")[0] + "\n[scoring]" + ALONE.partition("[scoring]")[2]
"""The same without a call of the handout's."""


def loaded(folder: Path, *changes: tuple[str, str], text: str = ALONE) -> Assignment:
    """The assignment that a folder with it has, with something else where each of these texts is first found."""
    return assignments.load(folder_with(folder, edited(*changes, text=text)), CHECK_IDS)


def pictures(count: int = 200) -> Array:
    """Photographs (count, 32, 32, 3) uint8 of the reference."""
    with np.load(reference.FOLDER / "photographs" / "tiles.npz") as kept:
        return np.asarray(kept["images"][:count])


def task_of(assignment: Assignment) -> Task:
    """The one task of it."""
    (task,) = assignment.tasks
    return task
