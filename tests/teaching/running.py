"""The programs of the corpus judged, one after the other by one warm grader, and what that takes."""

import contextlib
import resource
import time
from collections.abc import Callable, Iterator, Sequence

import reference
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.folders import cache_folder
from grader.judging.judge import Judge
from grader.sandbox.levels import LEVELS
from tests.teaching.corpus import Program
from tests.teaching.measure import Told, measured


@contextlib.contextmanager
def judging() -> Iterator[Judge]:
    """A warm grader of the real assignment."""
    assignment = assignments.load(reference.ASSIGNMENT, CHECK_IDS)
    with Judge.started(assignment, tuple(LEVELS.values()), cache_folder()) as judge:
        yield judge


def measure(programs: Sequence[Program], shown: Callable[[Told], None]) -> tuple[list[Told], float, float]:
    """What each is told, and the seconds of CPU and of wall time of all of them, with the start of the grader.

    Each is `shown` as soon as it is known.
    """
    wall, cpu = time.perf_counter(), cpu_seconds()
    told = []
    with judging() as judge:
        for program in programs:
            told.append(measured(program, judge))
            shown(told[-1])
    return told, cpu_seconds() - cpu, time.perf_counter() - wall


def cpu_seconds() -> float:
    """Of this process, and of all those that it started and that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
