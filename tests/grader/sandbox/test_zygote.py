"""The fork server as the system sees it."""

import fcntl
import os
import signal
from pathlib import Path

import numpy as np
import pytest

from grader.folders import cache_folder
from grader.sandbox.asking import Layout, write_inputs, write_request
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS, Layer
from grader.sandbox.request import Call, Program, TripLimits, Watch
from grader.sandbox.server import ENVIRONMENT, NEEDED_TO_START, ZygoteProcess
from tests.processes import running

PROGRAM = Program({"t": ("t.py", b"")}, "t", "f")
KINDS = ("user", "pid_for_children", "mnt", "net", "ipc", "uts", "cgroup")


@pytest.mark.parametrize("loaded_from", ["", "/somewhere"], ids=["", "where its library is, too"])
def test_it_has_one_thread_and_no_more_of_the_environment_than_is_named(loaded_from: str, monkeypatch, need) -> None:
    need("landlock")
    monkeypatch.setenv("GRADER_SECRET", "x")
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    if loaded_from:
        monkeypatch.setenv("LD_LIBRARY_PATH", loaded_from)
    open_to_us = LEVELS["landlock"] & ~Layer.PRIVILEGES
    with ZygoteProcess((open_to_us,)) as zygote:
        assert zygote.layers == open_to_us
        assert "\nThreads:\t1\n" in Path(f"/proc/{zygote.pid}/status").read_text()
        handed_over = Path(f"/proc/{zygote.pid}/environ").read_text().split("\0")
        given = Path(f"/proc/{zygote.pid}/cmdline").read_text()
    named = [f"{name}={value}" for name, value in ENVIRONMENT.items()]
    assert handed_over == [*named, *([f"LD_LIBRARY_PATH={loaded_from}"] if loaded_from else []), ""]
    assert set(NEEDED_TO_START) == {"LD_LIBRARY_PATH"}
    assert os.environ["HOME"] not in given
    assert str(cache_folder()) not in given


def test_it_is_in_new_namespaces_of_every_kind(need) -> None:
    need("full")
    with ZygoteProcess((LEVELS["full"] & ~Layer.PRIVILEGES,)) as zygote:
        _ = zygote.layers
        (first,) = running(zygote.pid)
        for kind in KINDS:
            assert os.readlink(f"/proc/{first}/ns/{kind}") != os.readlink(f"/proc/self/ns/{kind}"), kind


def test_it_is_in_a_session_of_its_own() -> None:
    with ZygoteProcess((LEVELS["limits"],)) as zygote:
        assert os.getsid(zygote.pid) == zygote.pid


def test_nobody_can_change_what_it_is_given() -> None:
    request = write_request(PROGRAM, Layout(()), TripLimits(1, 1, 1, 1), Watch(frozenset(), ""))
    inputs = write_inputs(Layout((Call((np.ones(3),), 0, 0),)))
    try:
        every = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
        for descriptor in (request, inputs):
            assert fcntl.fcntl(descriptor, fcntl.F_GET_SEALS) == every
    finally:
        os.close(request)
        os.close(inputs)


@pytest.mark.parametrize("blocked", ["SIGCHLD", "SIGALRM"])
def test_signals_that_were_blocked_are_not(blocked: str) -> None:
    """A mask outlives the start of a program."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [getattr(signal, blocked)])
    try:
        with Sandbox(ZygoteProcess((LEVELS["limits"],))) as box:
            trip = box.run(
                Program({"t": ("t.py", b"import os\nos._exit(3)")}, "t", "f"), (), TripLimits(1, 5, 1 << 29, 1)
            )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    assert (trip.loaded.outcome, trip.loaded.detail) == ("exited", "3")
