"""From nothing to a grade, and to a fork server that takes trips."""

import sys

from grader.sandbox.server import ZygoteProcess
from tests.bench.figures import line, medians, process

ROUNDS = 15


def figures() -> None:
    """Both beside the import of numpy in a process of its own."""
    numpy = [sys.executable, "-c", "import numpy"]
    graded, imported = medians(
        ROUNDS, lambda: process([sys.executable, "-m", "grader", "grade", "reference"]), lambda: process(numpy)
    )
    line("grade reference, warm", graded, "import numpy", imported, "goal: at most 6")
    started, imported = medians(ROUNDS, _start, lambda: process(numpy))
    line("start of the fork server", started, "import numpy", imported, "")


def _start() -> None:
    with ZygoteProcess() as zygote:
        _ = zygote.layers
