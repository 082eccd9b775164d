"""`make bench`: the speed, as ratios of two things measured in turn in one run.

Bytecode is cached as on a student's machine, whatever the environment says.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from checks.assignment import Task
from checks.ids import CHECK_IDS
from checks.loop_trace import trace_job
from checks.model import Case
from checks.proof_cases import proof_job
from grader import assignment as assignments
from grader.questions import LEAST_RESULT
from grader.sandbox.client import Sandbox
from grader.sandbox.frame import Outcome
from grader.sandbox.memory import USUAL
from grader.sandbox.request import Array, Call, Limits, Program
from grader.sandbox.server import ZygoteProcess
from reference import ASSIGNMENT, mnist
from tests.conftest import ROOT
from tests.grading import SUBMISSIONS

ROUNDS, TRIPS = 15, 50
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
LIMITS = Limits(cpu_seconds=60, wall_seconds=60, memory_bytes=1 << 31, output_bytes=1 << 20)
TRIVIAL = "import numpy as np\ndef f(images, kernel):\n    return images * kernel[0, 0]\n"
TO_VALID = "import numpy as np\ndef f(images, kernel):\n    return np.ones((len(images), 26, 26))\n"
# The same in an interpreter of its own: what it is given comes in on a pipe, what it returns goes out on one.
FRESH = f"""{TRIVIAL}
import sys
images = np.frombuffer(sys.stdin.buffer.read()).reshape(200, 28, 28)
sys.stdout.buffer.write(f(images, np.ones((3, 3))).tobytes())
"""


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
    print(f"{what:34}{value * 1000:6.0f} ms   {against:34}{other * 1000:6.0f} ms   ratio {value / other:6.2f}   {goal}")


def process(arguments: Sequence[str], given: bytes = b"") -> None:
    """One process, from its start to its end."""
    subprocess.run(arguments, cwd=ROOT, env=ENVIRONMENT, input=given, stdout=subprocess.PIPE, check=True)


def trip(box: Sandbox, code: str, images: Array, result_bytes: int) -> None:
    """One trip with one call."""
    call = Call((images, np.ones((3, 3))), USUAL, result_bytes)
    reply = box.run(Program({"t": ("t.py", code.encode())}, "t", "f"), (call,), LIMITS).replies[0]
    assert reply.outcome is Outcome.RETURNED, reply


def start() -> None:
    """A fork server, from nothing until it takes trips."""
    with ZygoteProcess() as zygote:
        _ = zygote.layers


def proof(box: Sandbox, task: Task, cases: tuple[Case, ...]) -> tuple[float, float]:
    """CPU seconds of a solution by places of the result for these calls, in the sandbox and in this process."""
    file = SUBMISSIONS / "correct_output_loops" / task.file
    program = Program({"t": (task.file, file.read_bytes())}, "t", task.function)
    arguments = [(case.images, case.kernel, *([case.padding] if case.padding is not None else [])) for case in cases]
    calls = tuple(Call(given, USUAL, LEAST_RESULT, case.traced) for given, case in zip(arguments, cases, strict=True))
    module: dict[str, Any] = {}
    exec(compile(file.read_bytes(), task.file, "exec"), module)
    start = time.process_time()
    for given in arguments:
        module[task.function](*given)
    bare = time.process_time() - start
    trip = box.run(program, calls, LIMITS)
    assert all(reply.outcome is Outcome.RETURNED for reply in trip.replies)
    return trip.cpu_seconds, bare


def proofs(box: Sandbox) -> None:
    """What the proof of each task costs, and what it costs to watch the calls of `loop_trace`."""
    assignment = assignments.load(ASSIGNMENT, CHECK_IDS)
    digits = mnist.digits().images
    for task in assignment.tasks:
        cases = proof_job(task, assignment.cases, digits).cases
        times = [proof(box, task, cases) for _ in range(5)]
        inside, bare = (statistics.median(column) for column in zip(*times, strict=True))
        line(f"proof of {task.convolution}, {len(cases)} calls, CPU", inside, "the calls alone", bare, "goal: 300 ms")
    cases = trace_job(assignment.tasks[0], assignment.cases, digits).cases
    times = [proof(box, assignment.tasks[0], cases) for _ in range(5)]
    inside, bare = (statistics.median(column) for column in zip(*times, strict=True))
    line("six calls watched, with import, CPU", inside, "the calls alone", bare, "goal: 35 ms more than the import")


def main() -> None:
    """Print one line per figure."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = [sys.executable, "-c"]
    numpy = [*python, "import numpy"]
    graded, imported = medians(
        ROUNDS, lambda: process([sys.executable, "-m", "grader", "grade", "reference"]), lambda: process(numpy)
    )
    line("grade reference, warm", graded, "import numpy", imported, "goal: at most 6")
    some, all_images = np.ones((200, 28, 28)), np.ones((50000, 28, 28), np.float32)
    with Sandbox() as box:
        inside, fresh = medians(
            TRIPS,
            lambda: trip(box, TRIVIAL, some, some.nbytes),
            lambda: process([*python, FRESH], some.tobytes()),
        )
        line(f"a trip, isolation {box.isolation}", inside, "a fresh interpreter", fresh, "goal: at most 0.2")
        proofs(box)
        started, imported = medians(ROUNDS, start, lambda: process(numpy))
        line("start of the fork server", started, "import numpy", imported, "")
        result_bytes = 50000 * 26 * 26 * 8
        moved, copied = medians(
            3,
            lambda: trip(box, TO_VALID, all_images, result_bytes),
            lambda: (all_images.copy(), np.ones(result_bytes // 8).copy()),
        )
        line("50000 images in, 270 MB out", moved, "making and copying as much", copied, "")


if __name__ == "__main__":
    main()
