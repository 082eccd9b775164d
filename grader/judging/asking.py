"""Asks the file of one task what it does with calls: how long that may take, and what is tried again."""

from collections.abc import Callable, Sequence

from checks.model import Case, Observation, Outcome, TaskFiles
from checks.model.assignment import Limits
from grader.judging.prepared import Asked, Prepared
from grader.judging.programs import ended_by, patient_trip, program_of, trip_limits
from grader.judging.watching import watched
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox
from grader.sandbox.listening import Trip
from grader.sandbox.patience import is_busy

# Of the CPU time, what any file has at first; one that breaks a rule, which is run for its feedback alone, has no more.
FIRST_SHARE = 0.2


class Asker:
    """Makes the trips of one task's file, whose processes all start anew.

    On a busy machine all of them together take `patience_seconds` longer at most. `breaks_a_rule` tells, and may wait
    for it, whether the text breaks one: it is asked where a trip takes long.
    """

    def __init__(
        self,
        prepared: Prepared,
        files: TaskFiles,
        limits: Limits,
        box: Sandbox,
        breaks_a_rule: Callable[[], bool],
        patience_seconds: float,
    ) -> None:
        self._files, self._program = files, program_of(prepared.task, files)
        self._prepared, self._limits, self._box = prepared, limits, box
        self._breaks_a_rule, self._patience = breaks_a_rule, patience_seconds

    @property
    def patience_left(self) -> float:
        """Seconds that they may take longer yet."""
        return self._patience

    def trip(self, asked: Asked, times: float = 1.0) -> Trip:
        """One trip within `times` the CPU limit, which a slow or a busy machine widens.

        Where the limit's floor is not enough the model solution is the clock: the same calls give it its multiple.
        """
        limits, watch = self._limits, watched(self._files, self._prepared, asked)
        first = limits.cpu_seconds * FIRST_SHARE
        trip = self._within(asked.layout, first, watch, patient=False)
        if not _out_of_time(trip):
            return trip
        if self._breaks_a_rule():  # what it earns is not to depend on what else the machine does
            kept_waiting = is_busy() and trip.loaded.outcome is not Outcome.TIME_LIMIT and not _out_of_cpu_time(trip)
            return self._within(asked.layout, first, watch) if kept_waiting else trip
        most = limits.cpu_seconds * times
        trip = self._within(asked.layout, most, watch)
        if watch and _out_of_cpu_time(trip):  # to be watched takes time that is not the student's
            trip = self._within(asked.layout, most)
        if self._prepared.model and _out_of_cpu_time(trip):
            clock = self._box.run(self._prepared.model, asked.layout, trip_limits(limits, most))
            allowed = limits.cpu_factor * clock.cpu_seconds
            if allowed > most:
                trip = self._within(asked.layout, allowed)
        return trip

    def in_time(self, asked: Asked) -> dict[str, Observation]:
        """What the calls did that were reached in the time of a proof; the others were not run.

        The call under way when the time is up is made once more, alone and with all the time that any trip has: it may
        never end, or only have been the last.
        """
        if not asked.cases:
            return {}
        trip = self._within(asked.layout, self._limits.proof_cpu_seconds)
        observations = list(trip.observations)
        for index, observation in enumerate(observations):
            if observation.outcome is Outcome.TIME_LIMIT:
                observations[index] = self._alone(asked.layout, index)
        return by_case(asked.cases, observations)

    def _alone(self, layout: Layout, index: int) -> Observation:
        limits = self._limits
        share = FIRST_SHARE if self._breaks_a_rule() else 1.0
        most = max(limits.cpu_seconds * share, limits.proof_cpu_seconds)
        return self._within(Layout(layout.calls[index : index + 1]), most).observations[0]

    def _within(
        self, layout: Layout, cpu_seconds: float, watch: frozenset[int] = frozenset(), *, patient: bool = True
    ) -> Trip:
        """One trip that has this much CPU time; one that is not `patient` ends with its wall time in any case."""
        given = trip_limits(self._limits, cpu_seconds, self._patience if patient else 0.0)
        trip = patient_trip(self._program, layout, given, self._box, watch)
        self._patience = max(0.0, self._patience - trip.patience_used)
        return trip


def by_case(cases: tuple[Case, ...], observations: Sequence[Observation]) -> dict[str, Observation]:
    """What each of these calls did, by the id of its Case."""
    return {case.id: observation for case, observation in zip(cases, observations, strict=True)}


def _out_of_time(trip: Trip) -> bool:
    """Whether its time was up before it had said all."""
    return any(found.outcome is Outcome.TIME_LIMIT for found in (trip.loaded, *trip.observations))


def _out_of_cpu_time(trip: Trip) -> bool:
    return ended_by(trip, Outcome.TIME_LIMIT, "cpu")
