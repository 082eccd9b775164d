"""What a hostile submission is here: its code, the verdict it must get, and how it is shown that it is no empty test.

The code says `reached(...)` when it has what it wants. Behind the layers of a level it must never come to that; with
the layers that stop it taken away, or with limits that are wide enough, it must.
"""

from typing import NamedTuple

from checks.model import Verdict
from grader.sandbox.levels import Layer
from grader.sandbox.request import TripLimits

LIMITS = TripLimits(cpu_seconds=0.9, wall_seconds=4, memory_bytes=1 << 29, output_bytes=1 << 20)
TREE = Layer.NAMESPACES | Layer.LANDLOCK
KERNEL = TREE | Layer.SECCOMP
ALL = KERNEL | Layer.PRIVILEGES | Layer.RLIMITS
BOTH = ("full", "landlock")


class Attack(NamedTuple):
    """One hostile submission.

    `removed` are the layers taken away, `limits` what is allowed, and `planted` is code put before it, in the run that
    shows that it does succeed; where it is `handed_over`, the fork server is started there with all of the grader's
    environment. `ordinary` picks it for the run as an ordinary user. `since` is the Linux that has what stops it.
    """

    name: str
    code: str
    verdicts: tuple[Verdict, ...] = (Verdict.RUNTIME_ERROR,)
    removed: Layer = Layer(0)
    limits: TripLimits = LIMITS
    planted: str = ""
    handed_over: bool = False
    levels: tuple[str, ...] = BOTH
    ordinary: bool = False
    since: tuple[int, int] = (0, 0)


PRELUDE = """
import ctypes, os, platform, sys
import numpy as np

COLUMN = {"x86_64": 0, "aarch64": 1}[platform.machine()]
libc = ctypes.CDLL(None, use_errno=True)


goal = []


def reached(*what):
    goal.append(what)
    os.write(1, f"REACHED {what}\\n".encode())


def syscall(x86_64, aarch64, *arguments):
    number = (x86_64, aarch64)[COLUMN]
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def prctl(*arguments):
    if libc.prctl(*arguments) != 0:
        raise PermissionError


def answered(x86_64, aarch64, *arguments):
    try:
        answer = syscall(x86_64, aarch64, *arguments)
    except OSError as error:
        answer = error
    reached("the kernel answers", answer)


def f(images, kernel):
    return np.array([7777.0]) if goal else images  # what is printed is kept up to a bound only
"""
