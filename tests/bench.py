"""`make bench`: the speed, as ratios of two things measured in turn in one run.

Bytecode is cached as on a student's machine, whatever the environment says.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from tests.conftest import ROOT

ROUNDS = 15
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def wall_seconds(arguments: Sequence[str]) -> float:
    """Wall time of one process, from its start to its end."""
    start = time.perf_counter()
    subprocess.run(arguments, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def medians(*commands: Sequence[str]) -> list[float]:
    """The median wall time of each command, the commands taken in turn so that they meet the same machine."""
    for command in commands:
        wall_seconds(command)
    rounds = [[wall_seconds(command) for command in commands] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def main() -> None:
    """Print one line per figure: what, its time, the time it is compared with, the ratio, and the goal."""
    numpy = [sys.executable, "-c", "import numpy"]
    grade = [sys.executable, "-m", "grader", "grade", "reference"]
    grading, importing = medians(grade, numpy)
    print(f"grade reference, warm  {grading * 1000:6.0f} ms")
    print(f"import numpy           {importing * 1000:6.0f} ms")
    print(f"ratio                  {grading / importing:6.1f}    (goal: at most 6)")


if __name__ == "__main__":
    main()
