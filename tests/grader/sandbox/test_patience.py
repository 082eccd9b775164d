"""The wall time of a trip, which goes on while its CPU time moves."""

import pytest

from checks.model import Outcome
from grader.sandbox.client import Sandbox
from grader.sandbox.patience import COMPUTING_SHARE, LOOK_SECONDS, Deadline
from grader.sandbox.request import Call, Program, TripLimits

LIMITS = TripLimits(cpu_seconds=20, wall_seconds=2, memory_bytes=1 << 29, output_bytes=1 << 20, patience_seconds=60)
COMPUTES = "while time.process_time() < 4: pass"
SLEEPS = "time.sleep(6)"
COMPUTES_NOW_AND_THEN = "\n".join([
    "for _ in range(400):",
    "        start = time.process_time()",
    "        while time.process_time() < start + 0.02: pass",
    "        time.sleep(0.1)",
])  # fmt: skip


def run(body: str, limits: TripLimits, box: Sandbox):
    code = f"import time\ndef f():\n    {body}\n    return 1\n"
    return box.run(Program({"a": ("a.py", code.encode())}, "a", "f"), (Call((), 0, 1 << 10),), limits)


@pytest.fixture(scope="module")
def box():
    with Sandbox() as box:
        yield box


def test_a_file_that_computes_goes_on(box: Sandbox) -> None:
    trip = run(COMPUTES, LIMITS, box)
    assert trip.observations[0].outcome is Outcome.NOT_AN_ARRAY
    assert trip.patience_used > 0


@pytest.mark.parametrize(
    ("body", "patience", "detail"),
    [
        pytest.param(SLEEPS, 60, "wall", id="a file that waits is ended though there is patience"),
        pytest.param(COMPUTES, 0, "partly", id="a file that computes is ended without patience"),
        pytest.param(COMPUTES_NOW_AND_THEN, 3, "partly", id="a file that computes now and then is ended with patience"),
    ],
)
def test_a_trip_ends(body: str, patience: float, detail: str, box: Sandbox) -> None:
    trip = run(body, LIMITS._replace(wall_seconds=3, patience_seconds=patience), box)
    assert (trip.observations[0].outcome, trip.observations[0].detail) == (Outcome.TIME_LIMIT, detail)


def moved(*cpu_seconds: float | None) -> bool:
    """Whether a deadline that is over goes on after these looks."""
    deadline = Deadline(0, 60)
    for spent in cpu_seconds:
        deadline.looked(spent)
    return not deadline.is_over


@pytest.mark.parametrize(
    ("looks", "goes_on"),
    [
        pytest.param((1.0, 1.0 + LOOK_SECONDS), True, id="CPU time that moves"),
        pytest.param((None,), True, id="CPU time that nobody can tell"),
        pytest.param((1.0, 1.0), False, id="CPU time that stands still"),
        pytest.param((30.0,), False, id="CPU time that was had before the first look"),
    ],
)
def test_it_goes_on_for(looks: tuple[float | None, ...], goes_on: bool) -> None:
    assert moved(*looks) is goes_on


def test_a_share_of_a_core_is_enough() -> None:
    assert 0 < COMPUTING_SHARE < 1 / 18  # a load of 36 on two cores
