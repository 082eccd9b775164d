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


def trip(
    body: str,
    box: Sandbox,
    *,
    traced: tuple[bool, ...] = (True,),
    before: str = "",
    watched: frozenset[int] = frozenset(),
) -> Trip:
    program = f"import numpy as np\n{before}\n\ndef f(images):\n" + "".join(
        f"    {line}\n" for line in body.splitlines()
    )
    calls = tuple(Call((IMAGES,), USUAL, IMAGES.nbytes, each) for each in traced)
    return box.run(Program({"t": ("t.py", program.encode())}, "t", "f"), calls, LIMITS, watched)


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


@pytest.mark.parametrize(
    "body",
    [
        "import colorsys\ncolorsys.rgb_to_hsv(0.1, 0.2, 0.3)",
        "from statistics import median\nmedian([1, 2, 3])",
        "from numpy.polynomial import polynomial\npolynomial.polyval(2, [1, 2])",
        "np.ma.masked_array([1, 2], [True, False]).sum()",
        "import ntpath\nntpath.join('a', 'b')",
    ],
    ids=["of Python's", "that makes a class of text", "of numpy's", "that numpy loads itself", "that is frozen"],
)
def test_a_part_of_the_library_that_is_loaded_late_is_the_library_s(body: str, box: Sandbox) -> None:
    told = trip(f"{body}\nreturn images", box)
    assert "foreign" not in {event.rule for event in seen(told)[0]}


@pytest.mark.parametrize(
    "body",
    [
        "exec(compile('(lambda: 0)()', np.__file__, 'exec'), {'__name__': 'numpy'})",
        "exec(compile('(lambda: 0)()', '<frozen os>', 'exec'), {'__name__': 'os'})",
        "exec(compile('(lambda: 0)()', '<__array_function__ internals>', 'exec'))",
        "exec('(lambda: 0)()', np.__dict__)",
        "exec('(lambda: 0)()', {'__name__': 'namedtuple_N'})",
        "f = lambda: [n for n in range(3)]\ntype(f)(compile('[n for n in range(4)]', np.__file__, 'eval'), {})()",
        "import dataclasses\ndataclasses._create_fn('f', (), ['for n in (1, 2): pass'], return_type=None)()",
    ],
    ids=[
        "a file",
        "a frozen one",
        "numpy's dispatch",
        "names",
        "a namedtuple's name",
        "a function",
        "a maker of methods",
    ],
)
def test_a_name_of_a_library_does_not_make_code_one(body: str, box: Sandbox) -> None:
    if "_create_fn" in body and sys.version_info >= (3, 13):
        pytest.skip("there is none there")
    told = trip(f"{body}\nreturn images", box)
    assert "foreign" in {event.rule for event in seen(told)[0]}


HELPERS = """
class V:
    def __radd__(self, p):
        return 0


def twice(g):
    g()
    g()


def four(g):
    twice(g)
    twice(g)


"""


@pytest.mark.parametrize("by_line", [False, True], ids=["by instruction", "by line"])
@pytest.mark.parametrize(
    ("body", "counted"),
    [
        ("o[:3] + V()\no[3:6] + V()", {("visits", 4, 6, False), ("again", 4, 6, False)}),
        ("for i in range(4):\n    o[:3] + V()", {("visits", 2, 3, True), ("again", 2, 3, True)}),
        ("four(lambda: 0)", {("again", 2, 4, False)}),
        ("for i in range(4):\n    four(lambda: 0)", {("again", 2, 4, True)}),
        ("for i in range(4):\n    twice(lambda: 0)", set()),
        ("g = lambda: 0\nfor i in range(4):\n    for j in range(4):\n        g()", set()),
        ("twice(lambda: 0)\ntwice(lambda: 0)", set()),
    ],
    ids=[
        "by two lines",
        "in one step of a loop",
        "by what is entered",
        "by what is entered in a step",
        "once in each step",
        "in two loops",
        "other functions by the same lines",
    ],
)
def test_entries_are_counted_in_one_go_over_all_that_is_entered_there(
    body: str, counted: set[tuple[str, int, int, bool]], by_line: bool, box: Sandbox
) -> None:
    body = f"o = np.full(images.size, 1, object)\n{body}\nreturn images"
    watched = frozenset({0}) if by_line else frozenset[int]()
    told = trip(body, box, traced=(not by_line,), before=HELPERS, watched=watched)
    found = [each for each in seen(told)[0] if each.rule in ("visits", "again")]
    assert {(each.rule, each.most, each.total, each.step > 0) for each in found} == counted


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("n = 0\nwhile n < 9:\n    n += 1", {"repeats"}),
        ("n = 0\nwhile n < 9: n += 1", {"repeats"}),
        ("sorted(range(9), key=lambda n: n)", {"enters", "visits", "again"}),
        ("for i in range(9):\n    for j in range(9): images[0, 0] = j", {"loops", "nested"}),
        ("for i in range(9): images[0, 0] = i", {"loops", "nested"}),
        ("exec('1')", {"foreign"}),
    ],
    ids=["a while", "a while on a line", "a callback", "two loops", "a loop on a line", "exec"],
)
def test_line_by_line_is_told_what_is_told_instruction_by_instruction(body: str, told: set[str], box: Sandbox) -> None:
    calls = seen(trip(f"{body}\nreturn images", box, traced=(True, False, False), watched=frozenset({1})))
    assert list(calls) == [0, 1]
    for call in calls.values():
        assert {event.rule for event in call} - {"enters"} == told - {"enters"}
        assert max(event.most for event in call) >= max(event.most for event in calls[0]) - 1


def test_a_thread_is_watched_and_takes_nothing_away(box: Sandbox) -> None:
    work = "n = []\ndef work():\n    while len(n) < 5:\n        n.append(0)"
    body = f"{work}\nthread = threading.Thread(target=work)\nthread.start()\nthread.join()\nreturn images"
    told = trip(body, box, before="import threading\n")
    assert {event.rule for event in seen(told)[0]} == {"repeats", "enters"}


@pytest.mark.parametrize("start", ["_thread.start_new_thread(work, ())", "threading.Thread(target=work).start()"])
def test_a_thread_that_was_begun_while_loading_is_watched_from_then_on(start: str, box: Sandbox) -> None:
    work = "def work():\n    for _ in range(2):\n        GO.acquire()\n        n = 0\n"
    work += "        while n < 9:\n            n += 1\n        DONE.release()\n"
    locks = "GO, DONE = threading.Lock(), threading.Lock()\nGO.acquire()\nDONE.acquire()\n"
    before = f"import _thread\nimport threading\n{locks}{work}{start}\n"
    told = trip("GO.release()\nDONE.acquire()\nreturn images", box, traced=(True, True), before=before)
    for each in seen(told).values():
        assert max(event.most for event in each if event.rule == "repeats") >= 9


BEHIND = """
import sys
import threading
del sys.modules['_thread']
import _thread
BEGUN, NEVER = threading.Lock(), threading.Lock()
BEGUN.acquire()
NEVER.acquire()


def wait():
    BEGUN.release()
    NEVER.acquire()


_thread.start_new_thread(wait, ())
BEGUN.acquire()
"""


def test_a_thread_that_is_started_behind_the_back_of_the_watch_is_told(box: Sandbox) -> None:
    told = trip("return images", box, before=BEHIND)
    assert {event.rule for event in seen(told)[0]} == {"tampered"}


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
