"""What is told of watched calls: by a child that says all, and by one that would rather not."""

import sys

import numpy as np
import pytest

from checks.model import Activity, Outcome
from grader.sandbox.client import Sandbox
from grader.sandbox.listening import Trip
from grader.sandbox.memory import USUAL
from grader.sandbox.request import Call, Program, TripLimits

LIMITS = TripLimits(cpu_seconds=5, wall_seconds=10, memory_bytes=1 << 29, output_bytes=1 << 16)
IMAGES = np.ones((2, 3, 4))
FORGE = """
import os
import struct


def frame(kind, body):
    return struct.pack('=4sBBBxiQ8Q', b'conv', kind, 0, 0, -1, len(body), *[0] * 8) + body


"""


def trip(body: str, box: Sandbox, *, traced: tuple[bool, ...] = (True,), before: str = "") -> Trip:
    program = f"import numpy as np\n{before}\n\ndef f(images):\n" + "".join(
        f"    {line}\n" for line in body.splitlines()
    )
    calls = tuple(Call((IMAGES,), USUAL, IMAGES.nbytes, watched) for watched in traced)
    return box.run(Program({"t": ("t.py", program.encode())}, "t", "f"), calls, LIMITS)


def seen(trip: Trip) -> dict[int, tuple[Activity, ...]]:
    """What was seen of the calls that were watched and returned, by their index."""
    calls = enumerate(trip.observations)
    return {index: found.activity for index, found in calls if found.activity is not None}


def test_only_watched_calls_are_told_and_all_return(box: Sandbox) -> None:
    told = trip("n = 0\nwhile n < 5:\n    n += 1\nreturn images * n", box, traced=(False, True, False))
    assert list(seen(told)) == [1]
    assert [found.outcome for found in told.observations] == [Outcome.RETURNED] * 3
    assert {event.rule for event in seen(told)[1]} == {"repeats"}
    assert max(event.most for event in seen(told)[1]) >= 5


def test_a_call_that_is_watched_returns_what_it_returns_else(box: Sandbox) -> None:
    told = trip("out = images.copy()\nfor i in range(3):\n    out[:, i] += i\nreturn out", box, traced=(True, False))
    assert np.array_equal(told.observations[0].array, told.observations[1].array)


def test_a_call_that_raises_is_not_told(box: Sandbox) -> None:
    told = trip("if images.sum() > 0:\n    raise ValueError('no')\nreturn images", box)
    assert seen(told) == {}
    assert told.observations[0].outcome is Outcome.RAISED


def test_nothing_is_told_where_nothing_is_watched(box: Sandbox) -> None:
    assert seen(trip("return images", box, traced=(False, False))) == {}


def test_of_very_many_lines_the_largest_counts_are_told_as_far_as_there_is_room(box: Sandbox) -> None:
    name = "\N{CYRILLIC SMALL LETTER YA}" * 80
    lines = "\n".join(f"        x{n} = n" for n in range(300))
    body = f"def {name}():\n    n = 0\n    while n < 4:\n        n += 1\n{lines}\n{name}()\nreturn images"
    told = trip(body, box, traced=(True,) * 6)
    assert sorted(seen(told)) == list(range(6))
    assert all(10 < len(each) < 300 and min(event.most for event in each) >= 4 for each in seen(told).values())


def test_two_instructions_of_one_line_are_told_apart_in_every_call(box: Sandbox) -> None:
    twice = "class V:\n    def __radd__(self, p):\n        return 0\n"
    told = trip(
        "o = np.full(images.size, 1, object); o + V(); o[:5] + V()\nreturn images",
        box,
        traced=(True, True),
        before=twice,
    )
    first, second = ([event for event in seen(told)[n] if event.rule == "enters"] for n in (0, 1))
    assert [(event.line, event.most) for event in first] == [(8, 24), (8, 5)]
    assert [event.instruction for event in first] == [event.instruction for event in second]
    assert len({event.instruction for event in first}) == 2


def test_a_generator_that_is_resumed_is_not_entered_again(box: Sandbox) -> None:
    generator = "def places(n):\n    for p in range(n):\n        yield p\n"
    told = trip("list(places(images.size))\nreturn images", box, before=generator)
    assert {(event.rule, event.most) for event in seen(told)[0]} == {("loops", 1), ("nested", 1), ("enters", 1)}


def test_a_method_that_a_library_makes_from_text_is_a_library_s(box: Sandbox) -> None:
    before = (
        "from collections import namedtuple\nfrom dataclasses import dataclass\n\n\n@dataclass\nclass D:\n    p: int\n"
    )
    told = trip("N = namedtuple('N', 'p q')\nD(N(1, 2).p) == D(1)\nreturn images", box, before=before)
    assert seen(told)[0] == ()


def test_a_name_of_a_library_does_not_make_code_one(box: Sandbox) -> None:
    told = trip("exec(compile('(lambda: 0)()', np.__file__, 'exec'), {'__name__': 'numpy'})\nreturn images", box)
    assert "foreign" in {event.rule for event in seen(told)[0]}


def test_a_thread_is_watched_and_takes_nothing_away(box: Sandbox) -> None:
    work = "n = []\ndef work():\n    while len(n) < 5:\n        n.append(0)"
    body = f"{work}\nthread = threading.Thread(target=work)\nthread.start()\nthread.join()\nreturn images"
    told = trip(body, box, before="import threading\n")
    assert {event.rule for event in seen(told)[0]} == {"repeats", "enters"}


def test_a_thread_that_is_not_watched_is_told_where_python_tells_of_it(box: Sandbox) -> None:
    body = "lock = _thread.allocate_lock()\nlock.acquire()\n_thread.start_new_thread(lock.release, ())\nlock.acquire()"
    told = trip(f"{body}\nreturn images", box, before="import _thread\n")
    assert ("tampered" in {event.rule for event in seen(told)[0]}) == (sys.version_info >= (3, 12))


def test_a_recursion_down_to_python_s_limit_is_told_as_one(box: Sandbox) -> None:
    deep = "def deep(n):\n    try:\n        return deep(n + 1)\n    except RecursionError:\n        return n\n"
    told = trip("deep(0)\nreturn images", box, before=deep)
    assert "recursion" in {event.rule for event in seen(told)[0]}
    assert "sys.settrace" not in {event.function for event in seen(told)[0]}


@pytest.mark.parametrize("name", ["sys.settrace(None)", "sys.setprofile(print)", "sys.settrace(print)"])
def test_who_takes_the_watch_away_is_told(name: str, box: Sandbox) -> None:
    told = trip(f"import sys, threading\n{name}\nreturn images", box)
    assert "tampered" in {event.rule for event in seen(told)[0]}


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
    assert seen(told) == {}
    assert told.observations[0].outcome is Outcome.GARBLED


def test_a_process_that_ends_before_it_tells_has_not_answered(box: Sandbox) -> None:
    leave = "import os, sys\n\n\nclass Leave:\n    def flush(self):\n        os._exit(0)\n"
    told = trip("sys.stdout = Leave()\nreturn images", box, before=leave)
    assert seen(told) == {}
    assert told.observations[0].outcome is Outcome.EXITED
