"""How a figure is measured and printed: two things in turn in one run, and the ratio of their medians.

Bytecode is cached as on a student's machine, whatever the environment says.
"""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence

from tests.conftest import ROOT

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one piece of work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def medians(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median wall time of each, taken in turn so that they meet the same machine; the first time is warming."""
    times = [[seconds(work) for work in works] for _ in range(rounds + 1)][1:]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def line(what: str, value: float, against: str, other: float, goal: str) -> None:
    """One figure: what, its time, the time it is compared with, the ratio and the goal."""
    print(f"{what:40}{value * 1000:6.0f} ms   {against:40}{other * 1000:6.0f} ms   ratio {value / other:6.2f}   {goal}")


def process(arguments: Sequence[str], given: bytes = b"") -> bytes:
    """One process, from its start to its end; what it printed."""
    done = subprocess.run(arguments, cwd=ROOT, env=ENVIRONMENT, input=given, stdout=subprocess.PIPE, check=True)
    return done.stdout
