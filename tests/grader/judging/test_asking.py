"""How long a file may take that breaks a rule, hangs, or waits."""

from collections.abc import Callable

import msgspec
import pytest

from checks.exercises import exercise_of
from checks.exercises.families import PROOF
from checks.model import Array, Job, Outcome, Source, TaskFiles
from checks.model.assignment import Assignment
from grader.folders import NOWHERE
from grader.judging import asking, trips
from grader.judging.answers import KnownAnswers
from grader.judging.prepared import Prepared
from grader.judging.trips import Outcomes
from grader.sandbox.client import Sandbox
from tests.tasks import of

FAST = """
import numpy as np
import time


def convolve_grayscale_valid(images, kernel):
    {body}
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape, (1, 2))
    return np.einsum("mhwij,ij->mhw", windows, kernel)
"""
RIGHT = FAST.format(body="pass")
BURN = "while True: pass"
SLOW_FOR_THE_LARGEST = FAST.format(body=f"if images.shape == (40, 28, 28):\n        {BURN}")
SLOW_FOR_MOST = FAST.format(body=f"if images[0].size > 30:\n        {BURN}")
HANGS = BURN


class Counting:
    """A sandbox that counts its trips."""

    def __init__(self, box: Sandbox) -> None:
        self.box, self.trips = box, 0

    def run(self, *given):
        self.trips += 1
        return self.box.run(*given)


@pytest.fixture(name="prepared", scope="module")
def fixture_prepared(assignment: Assignment, digits: Array) -> Prepared:
    """Of which the families of one kernel and of even ones are hidden."""
    task = of(assignment, "valid")
    policy = msgspec.structs.replace(assignment.cases, hidden=("even_kernels", "single_tap"))
    exercise, data = exercise_of(task), {"digits": digits[:40]}
    own = exercise.values(task, policy, data)
    largest = msgspec.structs.replace(
        own[0], id="largest", arguments={"images": digits[:40], "kernel": digits[0, :3, :3]}
    )
    values = Job("values", (largest, *own))
    jobs = (values, Job(PROOF, exercise.proof.cases(task, policy), bounded=True))
    answers = KnownAnswers(task, assignment, tuple(case for job in jobs for case in job.cases), NOWHERE)
    return Prepared(task, assignment, jobs, answers)


@pytest.fixture(name="run")
def fixture_run(prepared: Prepared, assignment: Assignment, box: Sandbox) -> Callable[..., tuple[Outcomes, int]]:
    """What a text does, in a fifth of the second that is allowed where it breaks a rule; and in how many trips."""
    limits = msgspec.structs.replace(assignment.limits, cpu_seconds=2.0, proof_cpu_seconds=1.0, wall_factor=30)

    def run(text: str, *, breaks: bool) -> tuple[Outcomes, int]:
        counting = Counting(box)
        files = TaskFiles(Source(prepared.task.file, text.encode(), "", executable=False))
        return trips.run(prepared, files, limits, counting, lambda: breaks), counting.trips  # type: ignore[arg-type]

    return run


def test_small_calls_are_asked_first(prepared: Prepared) -> None:
    sizes = [prepared.exercise.size(case) for case in prepared.shown.cases]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


@pytest.mark.parametrize("breaks", [True, False], ids=["a file that breaks a rule", "any other"])
def test_all_is_asked_of(breaks: bool, run, prepared: Prepared) -> None:
    outcomes, made = run(RIGHT, breaks=breaks)
    assert outcomes.unasked == frozenset()
    assert {case.id for case in prepared.cases} <= outcomes.observations.keys()
    assert made == 3  # the values, the hidden ones, the proof


def test_what_a_file_that_breaks_a_rule_has_not_answered_in_time_counts_for_nothing_where_it_is_little(run) -> None:
    outcomes, _ = run(SLOW_FOR_THE_LARGEST, breaks=True)
    assert "largest" in outcomes.unasked
    assert outcomes.unasked.isdisjoint(outcomes.observations)
    assert all(found.outcome is not Outcome.TIME_LIMIT for found in outcomes.observations.values())
    assert outcomes.facts  # the proof is made


@pytest.mark.parametrize("busy", [True, False], ids=["a busy machine", "a quiet machine"])
def test_a_file_that_breaks_a_rule_and_waited_for_its_turn_is_asked_again_on(
    busy: bool, prepared: Prepared, assignment: Assignment, box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "is_busy", lambda: busy)
    # It may compute for three seconds, and the wall clock gives it less.
    limits = msgspec.structs.replace(assignment.limits, cpu_seconds=15.0, wall_factor=0.8)
    files = TaskFiles(Source(prepared.task.file, SLOW_FOR_THE_LARGEST.encode(), "", executable=False))
    outcomes = trips.run(prepared, files, limits, box, lambda: True)
    assert ("largest" in outcomes.unasked) is busy


def test_who_has_answered_little_gains_nothing_by_being_slow(run) -> None:
    outcomes, _ = run(SLOW_FOR_MOST, breaks=True)
    assert outcomes.unasked == frozenset()
    assert Outcome.TIME_LIMIT in {found.outcome for found in outcomes.observations.values()}


def test_a_file_that_breaks_no_rule_is_asked_again_and_has_a_time_limit(run) -> None:
    outcomes, made = run(SLOW_FOR_THE_LARGEST, breaks=False)
    assert outcomes.unasked == frozenset()
    assert outcomes.observations["largest"].outcome is Outcome.TIME_LIMIT
    assert made > 2


@pytest.mark.parametrize(("breaks", "trips_made"), [(True, 1), (False, 3)], ids=["that breaks a rule", "of any other"])
def test_a_file_that_hangs_while_it_loads_is_not_asked_again(breaks: bool, trips_made: int, run) -> None:
    outcomes, made = run(HANGS, breaks=breaks)
    assert outcomes.loaded.outcome is Outcome.TIME_LIMIT
    assert {found.outcome for found in outcomes.observations.values()} == {Outcome.NOT_RUN}
    assert not outcomes.facts
    assert made == trips_made  # at first; within the limit, for which the model solution is the clock


def test_the_trips_of_a_file_share_their_patience(prepared: Prepared, assignment: Assignment, box: Sandbox) -> None:
    """It computes now and then in each call: what the first trip takes longer the others have no more."""
    given: list[float] = []

    class Noting(Counting):
        def run(self, *asked):
            given.append(asked[2].patience_seconds)
            return super().run(*asked)._replace(patience_used=asked[2].patience_seconds * 0.75)

    files = TaskFiles(Source(prepared.task.file, RIGHT.encode(), "", executable=False))
    trips.run(prepared, files, assignment.limits, Noting(box), lambda: False, 16.0)  # type: ignore[arg-type]
    assert given == [0.0, 0.0, 16.0]  # at first nobody is waited for
