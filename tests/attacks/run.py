"""Runs an attack in the sandbox and says what verdict it gets."""

import functools
import os
from unittest import mock

import numpy as np

from checks.dynamic.outcomes import tell
from checks.exercises.convolution.exercise import EXERCISE
from checks.model import Verdict
from grader.sandbox import server
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import Layer
from grader.sandbox.listening import Trip
from grader.sandbox.request import Call, Program, TripLimits
from grader.sandbox.server import ZygoteProcess
from tests.attacks.attack import LIMITS, PRELUDE, Attack
from tests.attacks.world import World
from tests.processes import running

IMAGES = np.arange(24.0).reshape(2, 3, 4)
CALL = Call((IMAGES, np.ones((2, 2))), 0x3B, 1 << 16)


@functools.cache
def sandbox(layers: Layer) -> Sandbox:
    """One for all attacks behind these layers; it ends with the process."""
    return Sandbox(ZygoteProcess((layers,)))


def attempt(attack: Attack, layers: Layer, world: World) -> Trip:
    """One trip as it is made for every submission."""
    # A busy machine takes longer to fill all the memory.
    filling = Verdict.MEMORY_LIMIT in attack.verdicts
    limits = LIMITS._replace(cpu_seconds=9, wall_seconds=60) if filling else LIMITS
    return _trip(attack.code, sandbox(layers), limits, world)


def succeed(attack: Attack, layers: Layer, world: World) -> Trip:
    """The trip in which it is to succeed: without the layers that stop it, within limits that let it."""
    code = attack.planted.replace("THE_SECRET", world.secret) + attack.code
    if not attack.handed_over:
        return _trip(code, sandbox(layers), attack.limits, world)
    handed_over = mock.patch.object(server, "ENVIRONMENT", {**server.ENVIRONMENT, **os.environ})
    with handed_over, Sandbox(ZygoteProcess((layers,))) as box:
        return _trip(code, box, attack.limits, world)


def _trip(code: str, box: Sandbox, limits: TripLimits, world: World) -> Trip:
    program = Program({"0-task": ("0-task.py", f"{PRELUDE}\n{world.names()}\n{code}\n".encode())}, "0-task", "f")
    return box.run(program, (CALL, CALL), limits)


def reached(trip: Trip) -> bool:
    """Whether the attack came to what it wants."""
    arrays = [found.array for found in trip.observations if found.array is not None]
    return b"REACHED" in trip.output or any(array.size == 1 for array in arrays)


def verdict(trip: Trip) -> Verdict:
    """The verdict that the worst of its ends asks for; accepted when every call returned."""
    ends = [found for found in (trip.loaded, *trip.observations) if found.outcome not in ("returned", "not_run")]
    if not ends:
        return Verdict.ACCEPTED
    return tell(ends[0], EXERCISE).verdict


def left_running(layers: Layer) -> list[int]:
    """The processes of these layers' sandbox that are no part of it; call it when no trip is under way."""
    processes = running(sandbox(layers)._first.pid)
    return processes[1:] if Layer.NAMESPACES in layers else processes  # the first is process 1 of the namespace
