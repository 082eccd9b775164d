"""Runs a task's Cases in the sandbox and brings back an Observation of each."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from checks.model import Case, Fact, Observation, Outcome, TaskFiles
from checks.model.assignment import Limits
from grader.judging.answers import Answers
from grader.judging.asking import Asker, by_case
from grader.judging.prepared import Prepared
from grader.judging.proving import Proving
from grader.sandbox.client import Sandbox
from grader.sandbox.patience import PATIENCE_SECONDS

MOST_LEFT = 0.25  # of the calls, that a file which breaks a rule need not have answered when its time is up


class Outcomes(Struct, frozen=True, eq=False):
    """What the trips of one task brought back, as the checks look at it.

    `simpler` are the Cases that were asked for in the end, to shrink the first one of the proof that failed, and
    `answers` the right ones to all of them. `sampled` are the Cases that this one alone was asked, as a sample. The CPU
    time is that of calls that are not hidden: a file could tell in it what a hidden one holds. `unasked` are the ids of
    calls for which the time of a file that breaks a rule was too short: they count for nothing. `patience_left` is how
    much longer whatever else is run of the file may take on a busy machine.
    """

    loaded: Observation
    observations: dict[str, Observation]
    facts: tuple[Fact, ...]
    simpler: tuple[Case, ...]
    printed: str
    printed_bytes: int
    cpu_seconds: float
    answers: Answers
    sampled: tuple[Case, ...] = ()
    unasked: frozenset[str] = frozenset()
    patience_left: float = 0.0


def run(
    prepared: Prepared,
    files: TaskFiles,
    limits: Limits,
    box: Sandbox,
    breaks_a_rule: Callable[[], bool] = lambda: False,
    patience_seconds: float = PATIENCE_SECONDS,
) -> Outcomes:
    """Make the trips for one task: one, one more for hidden cases, and one within less time for bounded jobs.

    Of the text that a process prints which is given hidden cases none is kept. `breaks_a_rule` tells, and may wait for
    it, whether the file is run for its feedback alone. On a busy machine the trips take `patience_seconds` more in all.

    Raises:
        SandboxError: the sandbox failed.
        ModelError: the model solution does not answer one of the simpler calls.
    """
    asker = Asker(prepared, files, limits, box, breaks_a_rule, patience_seconds)
    trip = asker.trip(prepared.shown)
    observations = by_case(prepared.shown.cases, trip.observations)
    hangs = trip.loaded.outcome is Outcome.TIME_LIMIT  # it would not load the next time either
    if prepared.hidden.cases:
        found = _not_run(prepared.hidden.cases) if hangs else asker.trip(prepared.hidden).observations
        observations |= by_case(prepared.hidden.cases, found)
    computes = _are_late(observations, "cpu") and not _are_late(observations, "wall")  # and does not wait
    unasked = _left(observations) if computes and breaks_a_rule() else frozenset()
    observations = {case: found for case, found in observations.items() if case not in unasked}
    proof = Proving(prepared, asker, observations, prepared.sample(files), box)
    if hangs or _are_late(observations):
        proof.keep_to_convention()
    else:
        proof.make()
    return Outcomes(
        trip.loaded,
        observations | proof.observations,
        proof.facts,
        proof.simpler,
        trip.output.decode("utf-8", "replace"),
        trip.output_bytes,
        trip.cpu_seconds,
        proof.answers,
        proof.sampled,
        unasked,
        asker.patience_left,
    )


def _not_run(cases: tuple[Case, ...]) -> tuple[Observation, ...]:
    return (Observation(Outcome.NOT_RUN),) * len(cases)


def _are_late(observations: Mapping[str, Observation], *how: str) -> bool:
    """Whether the time was up before all were made: that of the CPU, of the wall, or any."""
    ends = (found for found in observations.values() if found.outcome is Outcome.TIME_LIMIT)
    return any(not how or found.detail in how for found in ends)


def _left(observations: Mapping[str, Observation]) -> frozenset[str]:
    """The calls that were not answered in time, where they are few: else to be slow would pay."""
    left = {case for case, found in observations.items() if found.outcome in (Outcome.TIME_LIMIT, Outcome.NOT_RUN)}
    return frozenset(left) if len(left) <= MOST_LEFT * len(observations) else frozenset()
