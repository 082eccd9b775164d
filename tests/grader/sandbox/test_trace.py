"""What is told of watched calls: by a child that says all, and by one that would rather not."""

from collections.abc import Iterator

import numpy as np
import pytest

from grader.sandbox.client import Sandbox
from grader.sandbox.frame import Outcome
from grader.sandbox.levels import LEVELS
from grader.sandbox.memory import USUAL
from grader.sandbox.request import Call, Limits, Program
from grader.sandbox.watch import Trip
from tests.grading import sandbox

LIMITS = Limits(cpu_seconds=5, wall_seconds=10, memory_bytes=1 << 29, output_bytes=1 << 16)
IMAGES = np.ones((2, 3, 4))
FORGE = """
import os
import struct


def frame(kind, body):
    return struct.pack('=4sBBBxiQ8Q', b'conv', kind, 0, 0, -1, len(body), *[0] * 8) + body


"""


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with sandbox(tuple(LEVELS)) as made:
        yield made


def trip(body: str, box: Sandbox, *, traced: tuple[bool, ...] = (True,), before: str = "") -> Trip:
    program = f"import numpy as np\n{before}\n\ndef f(images):\n" + "".join(
        f"    {line}\n" for line in body.splitlines()
    )
    calls = tuple(Call((IMAGES,), USUAL, IMAGES.nbytes, watched) for watched in traced)
    return box.run(Program({"t": ("t.py", program.encode())}, "t", "f"), calls, LIMITS)


def test_only_watched_calls_are_told_and_all_return(box: Sandbox) -> None:
    told = trip("n = 0\nwhile n < 5:\n    n += 1\nreturn images * n", box, traced=(False, True, False))
    assert list(told.traces) == [1]
    assert [reply.outcome for reply in told.replies] == [Outcome.RETURNED] * 3
    assert {event.rule for event in told.traces[1]} == {"repeats"}
    assert max(event.most for event in told.traces[1]) >= 5


def test_a_call_that_is_watched_returns_what_it_returns_else(box: Sandbox) -> None:
    told = trip("out = images.copy()\nfor i in range(3):\n    out[:, i] += i\nreturn out", box, traced=(True, False))
    assert np.array_equal(told.replies[0].array, told.replies[1].array)


def test_a_call_that_raises_is_not_told(box: Sandbox) -> None:
    told = trip("if images.sum() > 0:\n    raise ValueError('no')\nreturn images", box)
    assert told.traces == {}
    assert told.replies[0].outcome is Outcome.RAISED


def test_nothing_is_told_where_nothing_is_watched(box: Sandbox) -> None:
    assert trip("return images", box, traced=(False, False)).traces == {}


def test_of_very_many_lines_the_largest_counts_are_told(box: Sandbox) -> None:
    lines = "\n".join(f"    x{n} = n" for n in range(300))
    told = trip(f"n = 0\nwhile n < 3:\n    n += 1\n{lines}\nreturn images", box)
    assert 0 < len(told.traces[0]) <= 50


@pytest.mark.parametrize("name", ["sys.settrace(None)", "sys.setprofile(print)", "sys.settrace(print)"])
def test_who_takes_the_watch_away_is_told(name: str, box: Sandbox) -> None:
    told = trip(f"import sys, threading\n{name}\nreturn images", box)
    assert "tampered" in {event.rule for event in told.traces[0]}


@pytest.mark.parametrize(
    "body",
    [
        "os.write(3, frame(10, b'{\"traces\": []}'))\nreturn images",
        "os.write(3, frame(10, b'{\"traces\": [[0, []]]}'))\nreturn images",
        "os.write(3, frame(10, b'{\"traces\": [[7, []]]}'))\nreturn images",
        'os.write(3, frame(10, b\'{"traces": [[0, [["loops"]]]]}\'))\nreturn images',
        'os.write(3, frame(10, b\'{"traces": [[0, [["loops", "", "", -1, 1, 1, 1, ""]]]]}\'))\nreturn images',
        "os.write(3, frame(9, b'{}'))\nreturn images",
    ],
    ids=[
        "of no call",
        "of its own",
        "of a call that was not asked",
        "that is none",
        "of a line below none",
        "an end instead",
    ],
)
def test_a_forged_trace_is_no_answer(body: str, box: Sandbox) -> None:
    told = trip(body, box, before=FORGE)
    assert told.traces == {}
    assert told.replies[0].outcome is Outcome.GARBLED


def test_a_process_that_ends_before_it_tells_has_not_answered(box: Sandbox) -> None:
    leave = "import os, sys\n\n\nclass Leave:\n    def flush(self):\n        os._exit(0)\n"
    told = trip("sys.stdout = Leave()\nreturn images", box, before=leave)
    assert told.traces == {}
    assert told.replies[0].outcome is Outcome.EXITED
