"""Makes an assignment of the pooling alone, for tests."""

from pathlib import Path

import numpy as np

import reference
from checks.model import Array
from checks.model.assignment import Assignment, Task
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from tests.assignments import edited, folder_with

TASK = """
[[tasks]]
id = "6"
title = "Pooling"
file = "6-pool.py"
function = "pool"
exercise = "pooling"
loops = 2
where = ["kh <= h", "kw <= w"]

[tasks.arguments]
images = { array = "m h w c" }
kernel_shape = { pair = "kh kw", least = 1 }
stride = { pair = "sh sw", least = 1 }
mode = { either = ["max", "avg"], default = "max" }

[[tasks.calls]]
family = "photographs"
about = "photographs with the handout's call"
title = "photographs"
images = { data = "photographs" }
kernel_shape = [2, 2]
stride = [2, 2]
mode = "avg"
"""


def text(task: str = TASK) -> str:
    """An `assignment.toml` with this task alone."""
    head, _, rest = edited().partition("[[tasks]]")
    return f"{head}{task.lstrip()}\n[scoring]{rest.partition('[scoring]')[2]}"


def loaded(folder: Path, task: str = TASK) -> Assignment:
    """The assignment that a folder with it has."""
    return assignments.load(folder_with(folder, text(task)), CHECK_IDS)


def pictures(count: int = 200) -> Array:
    """Photographs (count, 32, 32, 3) uint8 of the reference."""
    with np.load(reference.FOLDER / "photographs" / "tiles.npz") as kept:
        return np.asarray(kept["images"][:count])


def task_of(assignment: Assignment) -> Task:
    """The one task of it."""
    (task,) = assignment.tasks
    return task
