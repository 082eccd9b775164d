"""Fork servers that are lost, shared, refused and ended."""

import os
import resource
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checks.model import Outcome
from grader.sandbox import listening, server
from grader.sandbox.client import Sandbox
from grader.sandbox.confine import Confinement
from grader.sandbox.control import TRIP
from grader.sandbox.levels import LEVELS, Layer
from grader.sandbox.readable import Readable
from grader.sandbox.server import SandboxError, ZygoteProcess
from grader.sandbox.zygote import ChildCode, Zygote
from tests.grader.sandbox.test_client import LIMITS, run, sandbox, wait_for
from tests.processes import children, gone, running, until


def test_a_fork_server_that_is_killed_is_replaced_by_one_behind_the_same_layers(need) -> None:
    need("landlock")
    with Sandbox(ZygoteProcess((LEVELS["landlock"],))) as box:
        box._take(LEVELS["landlock"])._process.kill()
        assert run(box, "return images").observations[0].outcome is Outcome.RETURNED
        assert [zygote.layers for zygote in box._trips] in ([], [LEVELS["landlock"]])
        assert box.isolation == "landlock"


def test_a_second_fork_server_that_is_lost_before_it_is_ready_is_replaced(monkeypatch) -> None:
    with Sandbox(ZygoteProcess((LEVELS["limits"],)), size=2) as box, ThreadPoolExecutor(2) as pool:
        assert box.isolation == "limits"
        boot = server.BOOT
        monkeypatch.setattr(server, "BOOT", "raise SystemExit")
        first = pool.submit(run, box, "import time\ntime.sleep(1)\nreturn images")
        wait_for(lambda: 1 in box._trips.values())
        with pytest.raises(SandboxError, match="lost twice"):
            run(box, "return images")
        monkeypatch.setattr(server, "BOOT", boot)
        trips = [first.result(), run(box, "return images"), run(box, "return images")]
        assert [trip.observations[0].outcome for trip in trips] == [Outcome.RETURNED] * 3


def test_a_fork_server_that_cannot_fork_says_so_and_goes_on(monkeypatch) -> None:
    """The grader sees the control closed, and asks another."""
    ours, theirs = socket.socketpair()
    zygote = Zygote(theirs, Confinement(Layer.RLIMITS, Readable((), (), ()), ""), ChildCode([]))
    monkeypatch.setattr(os, "fork", lambda: (_ for _ in ()).throw(BlockingIOError("no more processes")))
    control, control_end = socket.socketpair()
    with ours, theirs, control:
        nothing = os.open(os.devnull, os.O_RDONLY)
        socket.send_fds(ours, [TRIP], [nothing, nothing, nothing, nothing, control_end.fileno()])
        control_end.close()
        os.close(nothing)
        assert zygote._accept()
        assert control.recv(1) == b""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for open_ in (zygote._wakeup, zygote._wakeup_end, zygote._selector):
        open_.close()


def test_too_few_descriptors_are_the_sandboxs_failure() -> None:
    with Sandbox(ZygoteProcess((LEVELS["limits"],))) as box:
        assert box.isolation == "limits"
        given = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, given[1]))
        try:
            with pytest.raises(SandboxError, match="no more to give"):
                run(box, "return images")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, given)


@pytest.mark.parametrize("level", LEVELS)
def test_a_fork_server_outlives_the_thread_that_started_it(level: str, need) -> None:
    need(level)
    with ThreadPoolExecutor(1) as pool:
        zygote = pool.submit(ZygoteProcess, (LEVELS[level],)).result()
    with Sandbox(zygote) as box:
        assert run(box, "return images").observations[0].outcome is Outcome.RETURNED
        assert box._first is zygote


def test_a_fork_server_that_does_not_answer_is_replaced(monkeypatch) -> None:
    monkeypatch.setattr(listening, "ENDING_SECONDS", 0.5)
    with Sandbox(ZygoteProcess((LEVELS["limits"],))) as box:
        assert box.isolation == "limits"
        os.kill(box._first.pid, signal.SIGSTOP)
        trip = run(box, "return images", limits=LIMITS._replace(wall_seconds=2))
        assert trip.observations[0].outcome is Outcome.RETURNED


def test_as_many_fork_servers_share_the_trips_as_are_at_work(need) -> None:
    need("full")
    with Sandbox(size=2) as box, ThreadPoolExecutor(4) as pool:
        body = "import time\ntime.sleep(0.4)\nreturn images"
        trips = [pool.submit(run, box, body) for _ in range(4)]
        assert all(trip.result().observations[0].outcome is Outcome.RETURNED for trip in trips)
        assert len(box._trips) == 2
        assert set(box._trips.values()) == {0}


def test_a_file_that_kills_the_fork_server_costs_the_one_beside_it_nothing() -> None:
    open_box = sandbox("limits")
    with ThreadPoolExecutor(2) as pool:
        honest = pool.submit(run, open_box, "import time\ntime.sleep(1)\nreturn images")
        kill = "import os, time\ntime.sleep(0.3)\nos.kill(os.getppid(), 9)\ntime.sleep(9)"
        hostile = pool.submit(run, open_box, kill)
        assert honest.result().observations[0].outcome is Outcome.RETURNED
        with pytest.raises(SandboxError):
            hostile.result()


def test_a_file_that_kills_the_fork_server_twice_fails_as_the_graders_failure() -> None:
    open_box = sandbox("limits")
    with pytest.raises(SandboxError, match="lost twice"):
        run(open_box, "import os\nos.kill(os.getppid(), 9)\nos.kill(os.getpid(), 19)")
    assert run(open_box, "return images").observations[0].outcome is Outcome.RETURNED


def test_a_closed_sandbox_stops_what_is_under_way() -> None:
    box = Sandbox()
    box.close()
    with pytest.raises(SandboxError, match="stopped"):
        run(box, "return images")


SLEEPER = """
import sys
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS, Layer
from grader.sandbox.readable import Readable
from grader.sandbox.request import TripLimits, Program
from grader.sandbox.server import ZygoteProcess
program = Program({"t": ("t.py", b"import time; time.sleep(60)")}, "t", "f")
Sandbox(ZygoteProcess((LEVELS[sys.argv[1]],))).run(program, (), TripLimits(20, 60, 1 << 29, 1 << 20))
"""


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_outlives_a_grader_that_is_killed(level: str, need) -> None:
    """The process that was started, the fork server, which may be another, the child, and their folder."""
    need(level)
    how_many = 3 if level == "full" else 2
    with subprocess.Popen([sys.executable, "-c", SLEEPER, level], cwd=Path(__file__).parents[3]) as grader:
        wait_for(lambda: sleeping(grader.pid) and len(running(grader.pid)) == how_many)
        started = running(grader.pid)
        (server,) = children(grader.pid)
        folder = Path(os.readlink(f"/proc/{server}/cwd"))
        os.kill(grader.pid, signal.SIGKILL)
    until(gone(started), "the end of what it had started")
    assert not folder.exists()


def sleeping(grader: int) -> bool:
    """Whether a trip is under way: the shared inputs of it are open in the grader."""
    try:
        files = [os.readlink(link) for link in Path(f"/proc/{grader}/fd").iterdir()]
    except FileNotFoundError:
        return False
    return any("memfd:inputs" in file for file in files)
