"""A process of our own: what is asked and answered, and what is seen when either side ends."""

import ast
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from grader.judging import own_process
from grader.judging.own_process import Asked, EndedError, OwnProcess
from tests.conftest import ROOT

MEGABYTES = bytes(range(256)) * (1 << 14)


def echo(asked: Asked) -> None:
    """Give back what comes; twice what is asked for twice, and nothing where it is to be silent."""
    while message := asked.message():
        for _ in range(2 if message.startswith(b"twice") else message != b"silence"):
            asked.answer(message)


def tell_open(asked: Asked) -> None:
    listed = [f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")]
    still = [path for path in listed if os.path.lexists(path)]  # but what they were listed by
    asked.answer(repr((len(still), *map(os.readlink, listed[:2]), os.getsid(0))).encode())


def fail(asked: Asked) -> None:
    raise ZeroDivisionError(asked.message())


def tell_flags(asked: Asked) -> None:
    asked.answer(repr((sys.flags.isolated, sys.flags.no_site, sys.path, sys.stdin.read(), os.getsid(0))).encode())


@pytest.fixture(params=[False, True], ids=["started anew", "forked"])
def forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param and sys.platform != "linux":
        pytest.skip("only Linux forks a process that is under way")
    monkeypatch.setattr(own_process, "can_fork", lambda: True)  # whatever threads the tests have
    return bool(request.param)


@pytest.fixture
def process(forked: bool) -> Iterator[OwnProcess]:
    made = OwnProcess(echo, forked=forked)
    yield made
    made.close()


def test_messages_are_answered_in_their_order(process: OwnProcess) -> None:
    for message in (b"one", b"twice", b"three"):
        process.ask(message)
    assert [process.answer() for _ in range(4)] == [b"one", b"twice", b"twice", b"three"]


def test_nobody_waits_for_the_other_to_read_however_much_it_is(process: OwnProcess) -> None:
    for _ in range(5):
        process.ask(b"twice" + MEGABYTES)
    assert all(process.answer() == b"twice" + MEGABYTES for _ in range(10))


def test_it_has_our_import_path_and_nothing_else_of_the_environment() -> None:
    process = OwnProcess(tell_flags)
    assert process.answer() == repr((1, 1, sys.path, "", process.pid)).encode()
    process.close()


def test_who_does_not_answer_in_time_is_still_at_work(process: OwnProcess) -> None:
    process.ask(b"silence")
    with pytest.raises(TimeoutError):
        process.answer(0.1)
    assert process.exit_code() is None


def test_a_process_that_is_killed_is_seen_by_who_waits_and_by_who_asks(process: OwnProcess) -> None:
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(EndedError):
        process.answer()
    assert process.exit_code() == -signal.SIGKILL
    with pytest.raises(EndedError):
        process.ask(b"one")


def test_one_that_ends_by_itself_says_how(process: OwnProcess) -> None:
    process.ask(b"")  # which ends its loop
    with pytest.raises(EndedError):
        process.answer()
    assert process.exit_code() == 0


def test_one_that_fails_says_so(forked: bool) -> None:
    process = OwnProcess(fail, forked=forked)
    process.ask(b"one")
    with pytest.raises(EndedError):
        process.answer()
    assert process.exit_code() == 1
    process.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_has_nothing_open_but_what_it_is_spoken_to_by(forked: bool) -> None:
    with open(os.devnull, "rb") as file, socket.socket() as other:
        for inherited in (file, other):
            os.set_inheritable(inherited.fileno(), False)
        process = OwnProcess(tell_open, forked=forked)
        descriptors, given, printed, session = ast.literal_eval(process.answer().decode())
        assert (descriptors, given, printed) == (4, os.devnull, os.devnull)
        assert session == process.pid
        process.close()


@pytest.mark.skipif(sys.platform != "linux", reason="is forked on Linux alone")
@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("", True),
        ("import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()", False),
        ("import numpy", False),
    ],
    ids=["one thread", "several threads", "numpy"],
)
def test_a_process_is_forked_that_has_one_thread_and_is_small(before: str, wanted: bool) -> None:
    """A copy would have one thread, and whatever lock another held would be held for good."""
    code = f"from grader.judging.forked import can_fork\n{before}\nprint(can_fork())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"{wanted}\n"
