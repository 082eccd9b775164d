"""Where the time of one `grade` goes: the CPU time of each of its processes by what they do, beside `import numpy`.

`python -m tests.bench.where ARGUMENTS` runs the grader with these arguments, and writes what it took as JSON to the
descriptor that SHARES names. Linux only.
"""

import os
import sys
import time
from collections.abc import Mapping, Sequence

from tests.bench.spans import IMPORTS, Spans

ROUNDS = 9
TASKS = ("0", "1", "2")
GRADE = ("grade", "reference", *(word for task in TASKS for word in ("--task", task)))
# What is done in the process of the command, by the function that does it.
ASSIGNMENT, CALLS, TRANSPORT, COMPARISON = "assignment, submission", "calls", "transport", "comparison"
DIAGNOSIS, REPORT = "diagnosis", "report"
FUNCTIONS = {
    "grader.commands.grade:load_assignment": ASSIGNMENT,
    "grader.intake.submission:read": ASSIGNMENT,
    "grader.assignment.data:arrays": ASSIGNMENT,
    "grader.judging.judge:Judge.prepared": CALLS,
    "grader.judging.trips:run": COMPARISON,
    "grader.sandbox.client:Sandbox.run": TRANSPORT,
    "grader.judging.judge:Judge.foresee": COMPARISON,
    "grader.judging.dynamic:judged": COMPARISON,
    "checks.exercises.variants:with_cause": DIAGNOSIS,
    "grader.judging.repairing:repaired": DIAGNOSIS,
    "grader.commands.grade:write": REPORT,
}
START, REST = "interpreter start", "all else"
COMMAND = (START, IMPORTS, ASSIGNMENT, CALLS, TRANSPORT, COMPARISON, DIAGNOSIS, REPORT, REST)
WORKER, SERVER = "static checks: a process of their own", "fork server: start, imports, layers"
FORK, CHILD = "trips: fork, confinement, request", "trips: functions, answers sent"
WHOLE = "wall"


def figures() -> None:
    """The table: medians of several runs, each beside an import of numpy taken in turn with it."""
    import statistics

    from tests.bench.figures import process as run
    from tests.bench.figures import seconds

    numpy = (sys.executable, "-c", "import numpy")
    rounds = [(shares(GRADE), seconds(lambda: run(numpy))) for _ in range(ROUNDS + 1)][1:]
    numpy_cpu = statistics.median(_numpy_cpu() for _ in range(ROUNDS))
    print(f"{'where the CPU time of a grade goes':45}{'ms':>8}{'of import numpy':>18}")
    found = {name: statistics.median(each[name] for each, _ in rounds) for name in rounds[0][0]}
    for name, value in found.items():
        if name != WHOLE:
            print(f"{name:45}{value * 1000:8.1f}{value / numpy_cpu:18.2f}")
    total = sum(value for name, value in found.items() if name != WHOLE)
    alone = statistics.median(_functions_alone() for _ in range(ROUNDS))
    print(f"{'  of this the functions alone':45}{alone * 1000:8.1f}{alone / numpy_cpu:18.2f}")
    print(f"{'in all':45}{total * 1000:8.1f}{total / numpy_cpu:18.2f}")
    wall = statistics.median(import_ for _, import_ in rounds)
    print(f"{'wall':45}{found[WHOLE] * 1000:8.1f}{found[WHOLE] / wall:18.2f}")


def shares(arguments: Sequence[str]) -> Mapping[str, float]:
    """What one run of the grader took, in seconds of CPU time by name, and of wall time in all."""
    import json
    import subprocess

    from tests.bench.figures import ENVIRONMENT
    from tests.conftest import ROOT

    here, there = os.pipe()
    with os.fdopen(here, "rb") as reading:
        start = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.where", *arguments],
            cwd=ROOT,
            env=ENVIRONMENT | {"SHARES": str(there)},
            stdout=subprocess.DEVNULL,
            pass_fds=(there,),
        )
        os.close(there)
        child.wait()
        wall = time.perf_counter() - start
        assert child.returncode in (0, 1), child.returncode
        return {**json.loads(reading.read()), WHOLE: wall}


def _numpy_cpu() -> float:
    """CPU time of an interpreter that imports numpy, its start included."""
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", "import numpy"], os.environ)
    usage = os.wait4(pid, 0)[2]
    return usage.ru_utime + usage.ru_stime


def _functions_alone() -> float:
    """CPU time of the functions, each called in this process with all that a grade calls it with."""
    from pathlib import Path
    from typing import Any

    import reference
    from checks.pipeline import CHECK_IDS
    from grader import assignment as assignments
    from grader.assignment.data import arrays
    from grader.judging.prepared import Inputs, jobs_of

    assignment = assignments.load(reference.FOLDER, CHECK_IDS)
    spent = 0.0
    for task in assignment.tasks:
        if task.id in TASKS:
            module: dict[str, Any] = {}
            exec(compile(Path(reference.FOLDER, task.file).read_bytes(), task.file, "exec"), module)
            jobs = jobs_of(task, assignment, Inputs(arrays(assignment)))
            start = time.process_time()
            for case in (case for job in jobs for case in job.cases):
                module[task.function](**case.arguments)
            spent += time.process_time() - start
    return spent


class Others:
    """What the processes take that the command starts: asked when each is ended, and of each trip when it is over."""

    def __init__(self) -> None:
        self.seconds = {WORKER: 0.0, SERVER: 0.0, FORK: 0.0, CHILD: 0.0}

    def ends(self, name: str, close: "object") -> "object":
        """The function that ends a process, before which it is asked what it took."""

        def ended(process: object) -> None:
            self.seconds[name] += _with_children(process.pid)  # type: ignore[attr-defined]
            close(process)  # type: ignore[operator]

        return ended

    def tells(self, trip: "object") -> "object":
        """The function that tells of a trip, of which it is asked what it took."""

        def told(listener: object) -> object:
            ready, status = listener._ready_cpu or 0.0, listener._status  # type: ignore[attr-defined]
            self.seconds[FORK] += ready
            self.seconds[CHILD] += status.cpu_seconds - ready
            return trip(listener)  # type: ignore[operator]

        return told


def _with_children(pid: int) -> float:
    """CPU time of a process and of those below it that still run, as the scheduler counts it."""
    try:
        with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:
            own = int(file.read().split()[0]) / 1e9
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return own + sum(_with_children(int(child)) for child in file.read().split())
    except OSError:  # it has ended
        return 0.0


def main(arguments: list[str]) -> int:
    """Run the grader with spans around its parts; what they took goes to the descriptor that SHARES names."""
    start = time.process_time()
    sys.argv[1:] = arguments
    spans = Spans(FUNCTIONS)
    others, whole = Others(), spans.within(REST, _run)
    code: int = whole(others)
    found = {START: start, **{name: spans.seconds[name] for name in COMMAND if name != START}, **others.seconds}
    import json

    os.write(int(os.environ["SHARES"]), json.dumps(found).encode())
    return code


def _run(others: Others) -> int:
    from grader.judging.own_process import OwnProcess
    from grader.sandbox.listening import Listener
    from grader.sandbox.server import ZygoteProcess

    OwnProcess.close = others.ends(WORKER, OwnProcess.close)  # type: ignore[method-assign, assignment]
    ZygoteProcess.close = others.ends(SERVER, ZygoteProcess.close)  # type: ignore[method-assign, assignment]
    Listener.trip = others.tells(Listener.trip)  # type: ignore[method-assign, assignment]
    from grader.__main__ import main as grade

    return grade()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
