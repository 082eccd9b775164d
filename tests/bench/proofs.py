"""The proof of each task, and the calls that are watched, beside the bare calls of the same function."""

import statistics
import time
from typing import Any

from checks.exercises import exercise_of
from checks.model import Case, Outcome
from checks.model.assignment import Task
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.folders import NOWHERE
from grader.judging.answers import KnownAnswers
from grader.judging.prepared import Asked
from grader.sandbox.client import Sandbox
from grader.sandbox.request import Program, TripLimits
from reference import FOLDER
from tests.bench.figures import line
from tests.grader.verify.programs import STYLES
from tests.grading import SUBMISSIONS
from tests.tasks import of

TYPICAL = (SUBMISSIONS / "correct_output_loops", STYLES / "zeros_by_formula")
ROUNDS = 5
LIMITS = TripLimits(cpu_seconds=60, wall_seconds=60, memory_bytes=1 << 31, output_bytes=1 << 20)


def figures() -> None:
    """CPU time of a solution by places of the result, in the sandbox and in this process."""
    assignment = assignments.load(FOLDER, CHECK_IDS)
    with Sandbox() as box:
        for task in assignment.tasks:
            cases = exercise_of(task).proof.cases(task, assignment.cases)
            what = f"proof of task {task.id}, {len(cases)} calls, CPU"
            line(what, *_medians(box, task, cases), "goal: 300 ms")
        valid = of(assignment, "valid")
        watched = _medians(box, valid, exercise_of(valid).traced(valid, assignment.cases, {}))
        line("six calls watched, with import, CPU", *watched, "goal: 35 ms more than the import")


def _medians(box: Sandbox, task: Task, cases: tuple[Case, ...]) -> tuple[float, str, float]:
    file = next(file for file in (folder / task.file for folder in TYPICAL) if file.exists())
    program, asked = Program({"t": (task.file, file.read_bytes())}, "t", task.function), _asked(task, cases)
    module: dict[str, Any] = {}
    exec(compile(file.read_bytes(), task.file, "exec"), module)
    times = [(_inside(box, program, asked), _bare(module[task.function], asked)) for _ in range(ROUNDS)]
    inside, bare = (statistics.median(column) for column in zip(*times, strict=True))
    return inside, "the calls alone", bare


def _asked(task: Task, cases: tuple[Case, ...]) -> Asked:
    return Asked(task, cases, KnownAnswers(task, assignments.load(FOLDER, CHECK_IDS), cases, NOWHERE))


def _inside(box: Sandbox, program: Program, asked: Asked) -> float:
    trip = box.run(program, asked.layout, LIMITS)
    assert all(found.outcome is Outcome.RETURNED for found in trip.observations)
    return trip.cpu_seconds


def _bare(function: Any, asked: Asked) -> float:
    start = time.process_time()
    for call in asked.layout.calls:
        function(*call.arguments, **call.keywords)
    return time.process_time() - start
