"""A process of our own: what is asked and answered, and what is seen when either side ends."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from grader.judging.own_process import Asked, EndedError, OwnProcess

MEGABYTES = bytes(range(256)) * (1 << 14)


def echo(asked: Asked) -> None:
    """Give back what comes; twice what is asked for twice, and nothing where it is to be silent."""
    while message := asked.message():
        for _ in range(2 if message.startswith(b"twice") else message != b"silence"):
            asked.answer(message)


def tell_flags(asked: Asked) -> None:
    asked.answer(repr((sys.flags.isolated, sys.flags.no_site, sys.path, sys.stdin.read(), os.getsid(0))).encode())


@pytest.fixture
def process() -> Iterator[OwnProcess]:
    made = OwnProcess(echo)
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
