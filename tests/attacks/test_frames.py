"""Forged frames: whatever is written to the channel is a claim, and a claim can only be a wrong answer."""

import os

import numpy as np
import pytest

from checks.model import Outcome, Verdict
from grader.sandbox.levels import LEVELS
from tests.attacks.attack import BOTH, Attack
from tests.attacks.run import IMAGES, attempt, verdict
from tests.attacks.world import World

FORGE = """
import struct
LOADED, RETURNED, TOO_LARGE, RAISED, END = 2, 3, 4, 6, 9


def send(data):
    while data:
        data = data[os.write(3, data):]


def frame(kind, call=-1, body=b'{}', dtype=0, dims=(), nbytes=None, magic=b'conv'):
    size = len(body) if nbytes is None else nbytes
    shape = (*dims, *[0] * (8 - len(dims)))
    return struct.pack('=4sBBBxiQ8Q', magic, kind, dtype, len(dims), call, size, *shape) + body


def described(text, data=b'', call=0, length=None):
    text += b' ' * (-len(text) % 16)
    size = len(text) if length is None else length
    return frame(LOADED) + frame(11, call, text + data, 0, (size,))


def parts(*told, name='"tuple"', data=b''):
    return described(b'{"type": %s, "parts": [%s]}' % (name.encode(), ', '.join(told).encode()), data)


def array(dtype, shape):
    return '{"type": "ndarray", "dtype": %s, "shape": %s}' % (dtype, list(shape))


def number(kind, text):
    return '{"type": "int", "number": ["%s", "%s"]}' % (kind, text)


ROOM, TWO = bytes(16), np.ones(2).tobytes()
ONES = np.ones(IMAGES_SHAPE).tobytes()
""".replace("IMAGES_SHAPE", str(IMAGES.shape))
ANSWER = "frame(RETURNED, {call}, ONES, 11, (2, 3, 4))"
GARBLED = {
    "nothing but garbage": "send(os.urandom(4096))",
    "a frame that breaks off": "send(frame(LOADED) + frame(RETURNED, 0, b'x' * 8, 11, (1,))[:-3])\nos._exit(0)",
    "a header that breaks off": "send(frame(LOADED)[:40])\nos._exit(0)",
    "an answer larger than was asked for": "send(frame(LOADED) + frame(RETURNED, 0, b'', 11, (1 << 40,), 8 << 40))",
    "a shape whose product overflows": "send(frame(LOADED) + frame(RETURNED, 0, b'', 5, (1 << 32, 1 << 32), 0))",
    "a shape and a size that differ": "send(frame(LOADED) + frame(RETURNED, 0, ONES, 11, (2, 3, 5)))",
    "a dtype that is none": "send(frame(LOADED) + frame(RETURNED, 0, ONES, 200, (192,)))",
    "an answer to a call that was not asked": f"send(frame(LOADED) + {ANSWER.format(call=7)})",
    "the same answer twice": f"send(frame(LOADED) + {ANSWER.format(call=0)} * 2)",
    "an answer before the file is loaded, then loading": f"send({ANSWER.format(call=1)})",
    "an end before any answer": "send(frame(LOADED) + frame(END))\nos._exit(0)",
    "an end before the last answer": f"send(frame(LOADED) + {ANSWER.format(call=0)} + frame(END))\nos._exit(0)",
    "an end before the file is loaded": "send(frame(END))\nos._exit(0)",
    "a shape of negative axes": "send(frame(LOADED) + frame(TOO_LARGE, 0, b'{\"shape\": [-1]}'))",
    "a number of a thousand digits": "send(frame(LOADED) + frame(TOO_LARGE, 0, b'{\"shape\": [' + b'9' * 999 + b']}'))",
    "a text that is a bomb": "send(frame(LOADED) + frame(RAISED, 0, b'[' * 60000))",
    "a text of a gigabyte": "send(frame(LOADED) + frame(RAISED, 0, b'', nbytes=1 << 30))",
    "a shape of a million axes": "send(frame(LOADED) + frame(TOO_LARGE, 0, b'{\"shape\": [' + b'1,' * 9999 + b'1]}'))",
}

DESCRIBED = {
    "no description": "described(b'')",
    "a description that is none": "described(b'[]')",
    "a description that is a bomb": "described(b'[' * 60000)",
    "a description longer than what comes": "described(b'{}', length=1 << 20)",
    "a description of a length that is not filled up": "described(b'{}', length=3)",
    "more parts than may be": "parts(*[number('int', '0x1')] * 17)",
    "no part, and no tuple": "parts(name='null')",
    "two parts of no tuple": "parts(number('int', '0x1'), number('int', '0x1'), name='null')",
    "a part that is nothing": 'parts(\'{"type": "int"}\')',
    "a part that is an array and a number": "parts(array(11, ())[:-1] + ',' + number('int', '0x1')[1:], data=ROOM)",
    "a part of a dtype that is none": "parts(array(14, (1,)), data=ROOM)",
    "a part of a dtype below all": "parts(array(-1, (1,)), data=ROOM)",
    "a part of a wider dtype than what comes": "parts(array(13, (2,)), data=ROOM)",
    "a part of a narrower dtype than what comes": "parts(array(5, (2,)), data=bytes(32))",
    "a part of nine axes": "parts(array(11, (1,) * 9), data=ROOM)",
    "a part of 65 axes": "parts(array(11, (1,) * 65), data=ROOM)",
    "a part of a negative axis": "parts(array(11, (-1,)), data=ROOM)",
    "a part whose size overflows": "parts(array(11, (1 << 32, 1 << 32)))",
    "a part of an absurd shape without size": "parts(array(11, (0, 1 << 62)))",
    "a part that takes another's bytes": "parts(array(11, (2,)), array(11, (2,)), data=ROOM)",
    "bytes that belong to no part": "parts(array(11, (2,)), data=bytes(32))",
    "parts beyond what was asked for": "parts(array(3, (1 << 15,)), data=bytes(1 << 17))",
    "an integer that is none": "parts(number('int', '1'))",
    "an integer of too many digits": "parts(number('int', '0x' + 'f' * 1025))",
    "an integer between other things": "parts(number('int', ' 0x1'))",
    "a float that is none": "parts(number('float', 'one'))",
    "a float that overflows": "parts(number('float', '0x1p99999'))",
    "half a complex number": "parts(number('complex', '0x1p0'))",
    "a truth value that is none": "parts(number('bool', 'maybe'))",
    "a number of another kind": "parts(number('str', '0x1'))",
    "a type that is no text": "parts(number('int', '0x1'), name='1')",
}
GARBLED |= {name: f"send({frame})" for name, frame in DESCRIBED.items()}
TRUE = {
    "()": "parts()",
    "(True, 3, np.ones(2))": "parts(number('bool', 'True'), number('int', '0x3'), array(11, (2,)), data=TWO)",
}


@pytest.mark.parametrize("level", BOTH)
@pytest.mark.parametrize("value", TRUE)
def test_parts_forged_well_are_what_the_function_returned(value: str, level: str, world: World, need) -> None:
    """The control of those above."""
    need(level)
    found = attempt(Attack("forged", f"{FORGE}send({TRUE[value]})\nos._exit(0)"), LEVELS[level], world).observations[0]
    assert (found.outcome, found.detail, repr(found.value)) == (Outcome.NOT_AN_ARRAY, "tuple", repr(eval(value)))


@pytest.mark.parametrize("level", BOTH)
@pytest.mark.parametrize("name", GARBLED)
def test_a_frame_that_was_not_asked_for_is_told_as_what_it_is(name: str, level: str, world: World, need) -> None:
    need(level)
    trip = attempt(Attack(name, FORGE + GARBLED[name]), LEVELS[level], world)
    ends = {found.outcome for found in (trip.loaded, *trip.observations)}
    assert Outcome.GARBLED in ends
    assert verdict(trip) is Verdict.RUNTIME_ERROR


@pytest.mark.parametrize("level", BOTH)
def test_a_frame_that_comes_byte_by_byte_is_ended_by_the_clock(level: str, world: World, need) -> None:
    need(level)
    slow = "import time\nfor byte in frame(LOADED):\n    send(bytes([byte]))\n    time.sleep(0.2)"
    assert verdict(attempt(Attack("slow", FORGE + slow), LEVELS[level], world)) is Verdict.TIME_LIMIT


@pytest.mark.parametrize("level", BOTH)
def test_what_was_sent_cannot_be_read_back(level: str, world: World, need) -> None:
    """Else a file could take away what the child said before it, and say another thing."""
    need(level)
    again = "print(os.read(3, 9))\nprint(os.read(os.open('/proc/self/fd/3', os.O_RDONLY | os.O_NONBLOCK), 9))"
    trip = attempt(Attack("again", again), LEVELS[level], world)
    assert trip.output.startswith(b"b''")
    assert trip.loaded.outcome is Outcome.RAISED


def test_what_was_sent_on_a_pipe_can_be() -> None:
    here, there = os.pipe()
    os.write(there, b"READY")
    with open(f"/proc/self/fd/{there}", "rb", 0) as again:
        assert again.read(5) == b"READY"
    os.close(here)
    os.close(there)


@pytest.mark.parametrize("level", BOTH)
@pytest.mark.parametrize("after", ["b''", "os.urandom(300)", ANSWER.format(call=0)], ids=["", "garbage", "an answer"])
def test_a_frame_forged_well_is_what_the_function_returned_and_no_more(
    after: str, level: str, world: World, need
) -> None:
    """The control of all above: the channel is in reach, and it is the reader that turns the others down.

    What comes after the end changes nothing.
    """
    need(level)
    answers = " + ".join(ANSWER.format(call=call) for call in (0, 1))
    code = FORGE + f"send(frame(LOADED) + {answers} + frame(END) + {after})\nos._exit(0)"
    trip = attempt(Attack("forged", code), LEVELS[level], world)
    assert all(np.array_equal(found.array, np.ones(IMAGES.shape)) for found in trip.observations)
    assert verdict(trip) is Verdict.ACCEPTED
