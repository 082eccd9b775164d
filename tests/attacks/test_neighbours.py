"""Attacks on what runs beside a trip, and on what comes after it."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from checks.model import Outcome, Verdict
from grader.sandbox.levels import LEVELS, Layer
from grader.sandbox.request import Program
from tests.attacks.attack import BOTH, LIMITS, PRELUDE, Attack
from tests.attacks.run import CALL, attempt, left_running, reached, sandbox, verdict
from tests.attacks.world import World
from tests.processes import running


def program(code: str) -> Program:
    return Program({"0-task": ("0-task.py", f"{PRELUDE}\n{code}\n".encode())}, "0-task", "f")


HONEST = "import time\ntime.sleep(1.5)"
ENDING = """
import time
time.sleep(0.2)
for pid in range(2, 1 << 16):
    if pid != os.getpid():
        try:
            os.kill(pid, 9)
        except OSError:
            pass
"""


def beside_each_other(layers: Layer) -> Outcome:
    """How an honest trip ends while a hostile one, in the same fork server, ends all that it can."""
    box = sandbox(layers)
    _ = box.isolation
    with ThreadPoolExecutor(2) as pool:
        honest = pool.submit(box.run, program(HONEST), (CALL,), LIMITS)
        pool.submit(box.run, program(ENDING), (CALL,), LIMITS)
        return honest.result().loaded.outcome


@pytest.mark.parametrize("level", BOTH)
def test_a_trip_beside_it_is_not_ended(level: str, need) -> None:
    need(level)
    assert beside_each_other(LEVELS[level]) is Outcome.RETURNED


def test_without_seccomp_and_landlock_it_is(need) -> None:
    """In namespaces of its own, so that nobody but the trip is hurt."""
    need("full")
    assert beside_each_other(Layer.NAMESPACES | Layer.RLIMITS) is Outcome.CRASHED


def test_what_was_started_in_a_namespace_is_ended_with_the_trip(need) -> None:
    """Were the filter to fail: no list of processes is there, so all that is not the fork server goes."""
    need("full")
    layers = Layer.NAMESPACES | Layer.RLIMITS
    sleep = "        import time\n        time.sleep(60)\n    os._exit(0)"
    daemon = f"if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n{sleep}"
    box = sandbox(layers)
    assert box.run(program(daemon), (CALL,), LIMITS).loaded.outcome is Outcome.RETURNED
    assert box._first in box._trips, "the fork server was lost"
    assert left_running(layers) == []


LINGERING = {
    "a handler for the end": "import atexit\natexit.register(reached)",
    "a thread that goes on": "import threading, time\n"
    "threading.Thread(target=lambda: (time.sleep(0.5), reached())).start()",
    "an object that speaks when it goes": "class Last:\n    def __del__(self): reached()\nlast = Last()",
}


@pytest.mark.parametrize("level", BOTH)
@pytest.mark.parametrize("name", LINGERING)
def test_nothing_of_it_runs_after_the_last_answer(name: str, level: str, world: World, need) -> None:
    need(level)
    trip = attempt(Attack(name, LINGERING[name]), LEVELS[level], world)
    assert not reached(trip)
    assert [found.outcome for found in trip.observations] == [Outcome.RETURNED] * 2


@pytest.mark.parametrize("name", LINGERING)
def test_in_an_interpreter_of_its_own_it_does(name: str) -> None:
    command = [sys.executable, "-c", PRELUDE + LINGERING[name]]
    assert b"REACHED" in subprocess.run(command, capture_output=True, check=True).stdout


CHANGES = """
import builtins, json
np.sum = np.ndarray = json.dumps = os.write = builtins.len = sys.modules['numpy'] = None
np._core.numeric.array_equal = None
libc.memset(ctypes.c_void_p(id(0) + 24), 0xFF, 4)
"""


@pytest.mark.parametrize("level", BOTH)
def test_what_it_changed_is_gone_with_it(level: str, need) -> None:
    need(level)
    box = sandbox(LEVELS[level])
    sums = "def f(images, kernel):\n    return np.array([np.sum(kernel) * len([0, 1]) + 0])"
    before = box.run(program(sums), (CALL,), LIMITS).observations[0].array
    changed = box.run(program(CHANGES), (CALL,), LIMITS)
    assert Outcome.RETURNED not in {found.outcome for found in changed.observations}
    assert np.array_equal(box.run(program(sums), (CALL,), LIMITS).observations[0].array, before)


@pytest.mark.parametrize("level", BOTH)
def test_a_mark_on_a_descriptor_is_gone_with_it(level: str, need) -> None:
    need(level)
    box = sandbox(LEVELS[level])
    marks = [
        "import fcntl\nfor fd in range(4): fcntl.fcntl(fd, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK)",
        "import fcntl\nprint([fcntl.fcntl(fd, fcntl.F_GETFL) & (os.O_APPEND | os.O_NONBLOCK) for fd in range(4)])",
    ]
    assert [box.run(program(code), (CALL,), LIMITS).output for code in marks] == [b"", b"[0, 0, 0, 0]\n"]


CRASHES = {
    "reading at address zero": "ctypes.string_at(0)",
    "writing over the interpreter": "ctypes.memset(id(None), 0xFF, 64)\nprint(None)",
    "jumping anywhere": "ctypes.CFUNCTYPE(None)(0xDEAD)()",
    "aborting": "os.abort()",
    "an array that lies about its strides": "np.lib.stride_tricks.as_strided(np.ones(1), (9,), (1 << 40,)).sum()",
    "dividing by zero in the machine": "import signal\nsignal.raise_signal(signal.SIGFPE)",
}


@pytest.mark.parametrize("level", BOTH)
@pytest.mark.parametrize("name", CRASHES)
def test_a_crash_is_its_own_alone(name: str, level: str, world: World, need) -> None:
    need(level)
    trip = attempt(Attack(name, CRASHES[name]), LEVELS[level], world)
    assert (trip.loaded.outcome, verdict(trip)) == (Outcome.CRASHED, Verdict.RUNTIME_ERROR)
    assert trip.loaded.detail.startswith("SIG")


@pytest.mark.parametrize("name", CRASHES)
def test_beside_a_comparison_it_takes_that_with_it(name: str) -> None:
    command = [sys.executable, "-c", PRELUDE + CRASHES[name] + "\nprint('compared')"]
    beside = subprocess.run(command, capture_output=True, check=False)
    assert (beside.returncode < 0, b"compared" in beside.stdout) == (True, False)


MARK = "f3a9c1e7-what-a-student-wrote"
LOOKED_INTO = Layer.SECCOMP | Layer.RLIMITS  # its memory is open to whoever started it


def holds(pid: int, mark: bytes) -> bool:
    """Whether a process has these bytes anywhere in its memory."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps.read().splitlines():
            span, rights, *_ = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if rights.startswith("r") and not line.endswith(("[vvar]", "[vvar_vclock]", "[vsyscall]")):
                memory.seek(start)
                if mark in (memory.read(end - start) or b""):
                    return True
    return False


def test_the_fork_server_holds_nothing_of_what_was_run() -> None:
    """And the child that ran it does: the search finds what is there."""
    box = sandbox(LOOKED_INTO)
    code = f"words = [{MARK!r}]\nprint(words, flush=True)\nimport time\ntime.sleep(3)\nraise ValueError(words)"
    assert box.isolation == "custom"  # it is ready: what it forks from now on are trips
    server = box._first.pid
    with ThreadPoolExecutor(1) as pool:
        trip = pool.submit(box.run, program(code), (CALL,), LIMITS)
        while not running(server):
            time.sleep(0.01)
        (child,) = running(server)
        time.sleep(0.3)
        assert holds(child, MARK.encode())
        assert MARK in trip.result().loaded.detail
    assert not holds(server, MARK.encode())
