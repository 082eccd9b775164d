"""A reader of archives that is taken over reaches as little as a student's code; without what stops it, it does."""

import contextlib

import pytest

from grader.intake.archives.limits import INNER
from grader.intake.archives.processes import LostError, Processes
from grader.intake.data import InMemory
from grader.sandbox.levels import LEVELS, Layer
from grader.unpacking.told import Bounds
from tests.attacks.attack import BOTH, PRELUDE, TREE, Attack
from tests.attacks.every import ATTACKS
from tests.attacks.world import World

WANTED = (
    "reading a secret file",
    "reading it through a link",
    "reading it by a call of libc",
    "reading /etc/passwd",
    "listing the root",
    "reading the grader's memory",
    "calling a listener on this machine",
    "sending a datagram",
    "forking",
    "running a program",
    "ending a neighbour",
    "ending the fork server",
)
OF_STUDENTS = {attack.name: attack for attack in ATTACKS}
EVERY = (
    *(OF_STUDENTS[name] for name in WANTED),
    Attack("importing what lies on the disk", "sys.path[:] = [PROJECT]\nimport checks\nreached(checks)", removed=TREE),
    Attack("listing Python's own folder", "reached(os.listdir(os.path.dirname(os.__file__)))", removed=TREE),
)


def said(attack: Attack, layers: Layer, world: World) -> str:
    """What a reader behind these layers has to say that runs the attack."""
    prelude = PRELUDE.replace("import numpy as np\n", "")
    code = InMemory(f"{prelude}\n{world.names()}\n{attack.code}\n".encode())
    processes = Processes((layers,), "tests.attacks.taken_over")
    with contextlib.closing(processes):
        reader = processes.start(code, Bounds(INNER.seconds, INNER.memory))
        try:
            return b"".join(reader.answer("anything")).decode()
        except LostError:
            return "the kernel ended it"
        finally:
            reader.close()


@pytest.mark.parametrize(
    ("attack", "level"), [pytest.param(a, level, id=f"{a.name} ({level})") for a in EVERY for level in BOTH]
)
def test_it_is_stopped(attack: Attack, level: str, world: World, need) -> None:
    need(level)
    told = said(attack, LEVELS[level], world)
    assert told == "the kernel ended it" or "Error" in told
    assert world.secret not in told
    world.assert_untouched()


@pytest.mark.parametrize("attack", EVERY, ids=lambda attack: attack.name)
def test_it_succeeds_without_what_stops_it(attack: Attack, world: World, need) -> None:
    need("full")
    assert said(attack, LEVELS["full"] & ~attack.removed, world).startswith("REACHED")
