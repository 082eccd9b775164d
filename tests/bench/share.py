"""Full grading, all tasks and all checks: how much of its CPU time is the students' own functions. Linux only."""

import multiprocessing
import os
import statistics
import time
from pathlib import Path
from typing import Any

import reference
from checks.model import Submission, Verdict
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.assignment.data import arrays
from grader.batch.pool import Pool
from grader.folders import cache_folder
from grader.intake import submission
from grader.judging import grading
from grader.judging.items import WorkItem
from grader.judging.prepared import Inputs, jobs_of
from grader.judging.task_files import task_files
from grader.sandbox.levels import LEVELS
from tests.bench.figures import line
from tests.grading import SUBMISSIONS
from tests.tasks import FORMS, only

ROUNDS, SUBMITTED = 5, 10
FOLDER = SUBMISSIONS / "correct_output_loops"
TICKS = os.sysconf("SC_CLK_TCK")


def figures() -> None:
    """CPU time of everything beside that of the bare functions, with as many processes at work as there are cores."""
    assignment = only(assignments.load(reference.ASSIGNMENT, CHECK_IDS), *FORMS)
    handed_in = submission.read(FOLDER, assignment)
    calls = _calls(assignment)
    rounds = []
    with Pool(assignment, tuple(LEVELS), cache_folder()) as pool:
        _grade(pool, assignment, handed_in)
        for _ in range(ROUNDS):
            wall, cpu = time.perf_counter(), cpu_seconds()
            _grade(pool, assignment, handed_in)
            cpu = cpu_seconds() - cpu
            wall = time.perf_counter() - wall
            rounds.append((wall / SUBMITTED, cpu / SUBMITTED, _alone(calls)))
    wall, cpu, alone = (statistics.median(column) for column in zip(*rounds, strict=True))
    cores = pool.slots
    line(
        "the functions alone, CPU", alone, f"full grading, isolation {pool.isolation}, CPU", cpu, "goal: at least 0.75"
    )
    rate = f"{1 / wall:.2f} submissions a second"
    line(f"full grading on {cores} cores", wall, "the functions alone on as many", alone / cores, rate)


def _grade(pool: Pool, assignment: Assignment, handed_in: Submission) -> None:
    works = [(task, task_files(task, handed_in)) for task in assignment.tasks] * SUBMITTED
    asked = [(task, files, pool.submit(WorkItem(task.id, files))) for task, files in works]
    for task, files, future in asked:
        done = future.result()
        assert grading.grade_task(task, assignment, files, done.read, done.ran).verdict is Verdict.ACCEPTED


def cpu_seconds() -> float:
    """CPU time of this process and of all that it started, those that have ended among them."""
    found = dict(filter(None, map(_stat, Path("/proc").glob("[0-9]*/stat"))))

    def of(process: int) -> float:
        return found[process][1] + sum(of(child) for child, (parent, _) in found.items() if parent == process)

    return of(os.getpid())


def _stat(path: Path) -> tuple[int, tuple[int, float]] | None:
    """A process, the one that started it, and its CPU time with that of the children that it has waited for."""
    try:
        fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:  # it has ended
        return None
    return int(path.parent.name), (int(fields[1]), sum(map(int, fields[11:15])) / TICKS)


def _calls(assignment: Assignment) -> list[tuple[Any, tuple[Any, ...]]]:
    """Every call of a full grading: the function and its arguments."""
    calls = []
    for task in assignment.tasks:
        module: dict[str, Any] = {}
        exec(compile((FOLDER / task.file).read_bytes(), task.file, "exec"), module)
        jobs = jobs_of(task, assignment, Inputs(arrays(assignment)))
        calls += [(module[task.function], tuple(case.arguments.values())) for job in jobs for case in job.cases]
    return calls


def _alone(calls: list[tuple[Any, tuple[Any, ...]]]) -> float:
    """CPU time of one submission's calls, made once each in a process that was forked for them."""
    forking = multiprocessing.get_context("fork")
    results: Any = forking.SimpleQueue()
    children = [forking.Process(target=_make, args=(calls, results)) for _ in range(os.cpu_count() or 1)]
    for child in children:
        child.start()
    times = [results.get() for _ in children]
    for child in children:
        child.join()
    return statistics.mean(times)


def _make(calls: list[tuple[Any, tuple[Any, ...]]], results: Any) -> None:
    start = time.process_time()
    for function, arguments in calls:
        function(*arguments)
    results.put(time.process_time() - start)
