"""One trip into the sandbox: a small one, and one with 50000 images."""

import sys

import numpy as np

from checks.model import Outcome
from grader.sandbox.client import Sandbox
from grader.sandbox.memory import USUAL
from grader.sandbox.request import Array, Call, Program, TripLimits
from tests.bench.figures import line, medians, process

TRIPS = 50
LIMITS = TripLimits(cpu_seconds=60, wall_seconds=60, memory_bytes=1 << 31, output_bytes=1 << 20)
TRIVIAL = "import numpy as np\ndef f(images, kernel):\n    return images * kernel[0, 0]\n"
TO_VALID = "import numpy as np\ndef f(images, kernel):\n    return np.ones((len(images), 26, 26))\n"
# The same in an interpreter of its own: what it is given comes in on a pipe, what it returns goes out on one.
FRESH = f"""{TRIVIAL}
import sys
images = np.frombuffer(sys.stdin.buffer.read()).reshape(200, 28, 28)
sys.stdout.buffer.write(f(images, np.ones((3, 3))).tobytes())
"""


def figures() -> None:
    """The first beside an interpreter that does the same, the second beside copies of as much."""
    some, all_images = np.ones((200, 28, 28)), np.ones((50000, 28, 28), np.float32)
    with Sandbox() as box:
        inside, fresh = medians(
            TRIPS,
            lambda: _trip(box, TRIVIAL, some, some.nbytes),
            lambda: process([sys.executable, "-c", FRESH], some.tobytes()),
        )
        line(f"a trip, isolation {box.isolation}", inside, "a fresh interpreter", fresh, "goal: at most 0.2")
        result_bytes = 50000 * 26 * 26 * 8
        moved, copied = medians(
            3,
            lambda: _trip(box, TO_VALID, all_images, result_bytes),
            lambda: (all_images.copy(), np.ones(result_bytes // 8).copy()),
        )
        line("50000 images in, 270 MB out", moved, "making and copying as much", copied, "")


def _trip(box: Sandbox, code: str, images: Array, result_bytes: int) -> None:
    """One trip with one call."""
    call = Call((images, np.ones((3, 3))), USUAL, result_bytes)
    found = box.run(Program({"t": ("t.py", code.encode())}, "t", "f"), (call,), LIMITS).observations[0]
    assert found.outcome is Outcome.RETURNED, found
