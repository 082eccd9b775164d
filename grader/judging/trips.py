"""Runs a task's Cases in the sandbox and brings back an Observation of each."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.families import PROOF
from checks.model import Case, Fact, Observation, Outcome, TaskFiles
from checks.model.assignment import Limits
from grader.judging.answers import Answers
from grader.judging.prepared import Asked, Prepared
from grader.judging.programs import ended_by, patient_trip, program_of, trip_limits
from grader.judging.watching import watched
from grader.sandbox.client import Sandbox
from grader.sandbox.listening import Trip
from grader.sandbox.request import Program


class Outcomes(Struct, frozen=True, eq=False):
    """What the trips of one task brought back, as the checks look at it.

    `simpler` are the Cases that were asked for in the end, to shrink the first one of the proof that failed, and
    `answers` the right ones to all of them. The CPU time is that of calls that are not hidden: a file could tell in it
    what a hidden one holds.
    """

    loaded: Observation
    observations: dict[str, Observation]
    facts: tuple[Fact, ...]
    simpler: tuple[Case, ...]
    printed: str
    printed_bytes: int
    cpu_seconds: float
    answers: Answers


def run(prepared: Prepared, files: TaskFiles, limits: Limits, box: Sandbox) -> Outcomes:
    """Make the trips for one task: one, one more for hidden cases, and one within less time for bounded jobs.

    Of the text that a process prints which is given hidden cases none is kept.

    Raises:
        SandboxError: the sandbox failed.
        ModelError: the model solution does not answer one of the simpler calls.
    """
    program = program_of(prepared.task, files)
    trip = _trip(program, prepared, prepared.shown, limits, box)
    observations = _by_case(prepared.shown.cases, trip.observations)
    if prepared.hidden.cases:
        secret_trip = _trip(program, prepared, prepared.hidden, limits, box)
        observations |= _by_case(prepared.hidden.cases, secret_trip.observations)
    proof = _Proof(program, prepared, limits, box, observations)
    if all(found.outcome is not Outcome.TIME_LIMIT for found in observations.values()):  # it would not end there either
        proof.make()
    else:
        proof.keep_to_convention()
    return Outcomes(
        trip.loaded,
        observations | proof.observations,
        proof.facts,
        proof.simpler,
        trip.output.decode("utf-8", "replace"),
        trip.output_bytes,
        trip.cpu_seconds,
        proof.answers,
    )


class _Proof:
    """The calls of the proof, those that settle what they leave open, and simpler ones than the first that fails."""

    def __init__(
        self,
        program: Program,
        prepared: Prepared,
        limits: Limits,
        box: Sandbox,
        before: Mapping[str, Observation],
    ) -> None:
        self._program, self._prepared, self._limits, self._box, self._before = program, prepared, limits, box, before
        self.observations: dict[str, Observation] = {}
        self.facts: tuple[Fact, ...] = ()
        self.simpler: tuple[Case, ...] = ()
        self.answers = prepared.answers

    def make(self) -> None:
        """Make them, one trip after the other."""
        prepared, proof = self._prepared, self._prepared.exercise.proof
        self._ask(prepared.bounded)
        self.keep_to_convention()
        facts = tuple(self._facts())
        self._ask(Asked(prepared.task, proof.unsettled(facts), self.answers))
        self.facts = tuple(proof.settled(prepared.task, prepared.policy, facts, self.observations))
        simpler = proof.simpler(prepared.task, self.facts) if self._goes_on() else ()
        self.answers = self.answers.also(simpler, self._box)
        self.simpler = tuple(case for case in simpler if self.answers.knows(case))
        self._ask(Asked(prepared.task, self.simpler, self.answers))

    def keep_to_convention(self) -> None:
        """Hold all that was seen to one convention, where the task leaves something open."""
        prepared, seen = self._prepared, {**self._before, **self.observations}
        called = [(case, seen[case.id]) for case in prepared.cases if case.id in seen]
        convention = prepared.exercise.kept_to(prepared.task, prepared.policy, called, prepared.answers)
        self.answers = prepared.answers.kept_to(convention)

    def _goes_on(self) -> bool:
        """Whether the process went on after the last call: else it would end with simpler ones, too."""
        return bool(self.facts) and self.facts[-1].observation.outcome in GOES_ON

    def _ask(self, asked: Asked) -> None:
        self.observations |= _observations_in_time(self._program, asked, self._limits, self._box)

    def _facts(self) -> Iterator[Fact]:
        """What is known of the calls that were reached."""
        for case in self._prepared.bounded.cases:
            observation = self.observations[case.id]
            if case.family == PROOF and observation.outcome is not Outcome.NOT_RUN:
                yield self._prepared.exercise.proof.fact(case, observation, self.answers(case))


def _trip(program: Program, prepared: Prepared, asked: Asked, limits: Limits, box: Sandbox) -> Trip:
    """One trip within the limits, which a slow or a busy machine widens.

    Where the CPU limit's floor is not enough the reference is the clock: the same cases give it its multiple.
    """
    given = trip_limits(limits, limits.cpu_seconds)
    trip = patient_trip(program, asked.layout, given, box, watched(program, prepared, asked))
    if ended_by(trip, Outcome.TIME_LIMIT, "cpu"):  # to be watched takes time that is not the student's
        trip = patient_trip(program, asked.layout, given, box)
    if ended_by(trip, Outcome.TIME_LIMIT, "cpu") and prepared.model:
        clock = box.run(prepared.model, asked.layout, given)
        allowed = limits.cpu_factor * clock.cpu_seconds
        if allowed > limits.cpu_seconds:
            trip = patient_trip(program, asked.layout, trip_limits(limits, allowed), box)
    return trip


def _observations_in_time(program: Program, asked: Asked, limits: Limits, box: Sandbox) -> dict[str, Observation]:
    """What the calls did that were reached in the time of a proof; the others were not run.

    The call under way when the time is up is made once more, alone: it may never end, or only have been the last.
    """
    if not asked.cases:
        return {}
    given = trip_limits(limits, limits.proof_cpu_seconds)
    trip = box.run(program, asked.layout, given)
    if ended_by(trip, Outcome.CRASHED, "SIGKILL"):
        trip = box.run(program, asked.layout, given)
    observations = list(trip.observations)
    for index, observation in enumerate(observations):
        if observation.outcome is Outcome.TIME_LIMIT:
            observations[index] = box.run(program, asked.layout.calls[index : index + 1], given).observations[0]
    return _by_case(asked.cases, observations)


def _by_case(cases: tuple[Case, ...], observations: Sequence[Observation]) -> dict[str, Observation]:
    return {case.id: observation for case, observation in zip(cases, observations, strict=True)}
