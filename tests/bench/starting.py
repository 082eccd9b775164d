"""From nothing to a grade, and to a fork server that takes trips."""

import sys

from grader.sandbox.server import ZygoteProcess
from tests.bench.figures import line, medians, process

ROUNDS = 15


def figures() -> None:
    """Both beside the import of numpy in a process of its own."""
    numpy = [sys.executable, "-c", "import numpy"]
    graded, imported = medians(ROUNDS, lambda: _graded("0", "1", "2"), lambda: process(numpy))
    line("grade reference, tasks 0 to 2, warm", graded, "import numpy", imported, "goal: at most 5")
    every, three = medians(ROUNDS, lambda: _graded("all"), lambda: _graded("0", "1", "2"))
    line("grade reference, all its tasks", every, "tasks 0 to 2", three, "goal: at most 2.2")
    started, imported = medians(ROUNDS, _start, lambda: process(numpy))
    line("start of the fork server", started, "import numpy", imported, "")


def _graded(*tasks: str) -> None:
    named = [word for task in tasks for word in ("--task", task)]
    process([sys.executable, "-m", "grader", "grade", "reference", *named])


def _start() -> None:
    with ZygoteProcess() as zygote:
        _ = zygote.layers
