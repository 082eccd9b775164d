"""Makes an assignment of the pooling alone, for tests."""

from pathlib import Path

import numpy as np

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
DATA = """
[data.photographs]
file = "photographs.npz"
key = "images"
"""


def text(task: str = TASK) -> str:
    """An `assignment.toml` with this task alone."""
    head, _, rest = edited().partition("[[tasks]]")
    return f"{head}{DATA}{task}\n[scoring]{rest.partition('[scoring]')[2]}"


def pictures(count: int = 200) -> Array:
    """What stands for photographs: (count, 32, 32, 3) uint8."""
    return np.random.default_rng(6).integers(0, 256, (count, 32, 32, 3)).astype(np.uint8)


def made(folder: Path, task: str = TASK, images: Array | None = None) -> Path:
    """A folder with the assignment, for `--assignment`."""
    folder_with(folder, text(task))
    np.savez(folder / "photographs.npz", images=pictures() if images is None else images)
    return folder


def loaded(folder: Path, task: str = TASK) -> Assignment:
    """The assignment that such a folder has."""
    return assignments.load(made(folder, task), CHECK_IDS)


def task_of(assignment: Assignment) -> Task:
    """The one task of it."""
    (task,) = assignment.tasks
    return task
