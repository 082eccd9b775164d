"""Runs a task's Cases in the sandbox and brings back an Observation of each."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

import msgspec
from msgspec import Struct

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.sampling import ENOUGH, FEW
from checks.model import Case, Fact, Observation, Outcome, TaskFiles
from checks.model.assignment import Limits
from grader.judging.answers import Answers
from grader.judging.prepared import Asked, Prepared
from grader.judging.programs import ended_by, patient_trip, program_of, trip_limits
from grader.judging.watching import watched
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox
from grader.sandbox.listening import Trip
from grader.sandbox.request import Program

MOST_TIMES = 3.0  # the time of a trip that a sample has at most, however few calls there are beside it


class Outcomes(Struct, frozen=True, eq=False):
    """What the trips of one task brought back, as the checks look at it.

    `simpler` are the Cases that were asked for in the end, to shrink the first one of the proof that failed, and
    `answers` the right ones to all of them. `sampled` are the Cases that this one alone was asked, as a sample. The CPU
    time is that of calls that are not hidden: a file could tell in it what a hidden one holds.
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
    proof = _Proof(program, prepared, limits, box, observations, prepared.sample(files))
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
        proof.sampled,
    )


class _Proof:
    """The calls of the proof, a sample with ordinary values, those that settle what they leave open, and simpler ones
    than the first that fails.

    The first of the sample come last in the proof's own trip, which costs next to nothing. Where the time of that was
    up before its end, they and more are asked in a trip that has the time of any other: who sits the proof out has to
    be right there.
    """

    def __init__(
        self,
        program: Program,
        prepared: Prepared,
        limits: Limits,
        box: Sandbox,
        before: Mapping[str, Observation],
        sample: Iterator[Case],
    ) -> None:
        self._program, self._prepared, self._limits, self._box, self._before = program, prepared, limits, box, before
        self._few, self._more = tuple(islice(sample, FEW)), sample
        self._proved: tuple[Case, ...] = ()
        self._sampled: tuple[Case, ...] = ()
        self.observations: dict[str, Observation] = {}
        self.facts: tuple[Fact, ...] = ()
        self.simpler: tuple[Case, ...] = ()
        self.answers = prepared.answers

    @property
    def sampled(self) -> tuple[Case, ...]:
        """The calls of the sample that were made and are none of the proof's."""
        own = {case.id for case in self._prepared.bounded.cases}
        return tuple(case for case in self._sampled if case.id not in own)

    def make(self) -> None:
        """Make them, one trip after the other."""
        task, bounded = self._prepared.task, self._prepared.bounded
        own = {case.id for case in bounded.cases}
        few = tuple(case for case in self._few if case.id not in own)
        self._ask(Asked(task, few, self.answers, bounded) if few else bounded)
        self._proved, self._sampled = self._made(bounded.cases), self._made(few)
        reached = (*self._proved, *self._sampled)
        if len(reached) < len(bounded.cases) + len(few) and self._goes_on(reached):
            self._ask_more()
        self.keep_to_convention()
        self.facts = self._judged()
        proof = self._prepared.exercise.proof
        goes_on = bool(self.facts) and self._goes_on(tuple(fact.case for fact in self.facts))
        simpler = proof.simpler(task, self.facts) if goes_on else ()
        self.answers = self.answers.also(simpler, self._box)
        self.simpler = tuple(case for case in simpler if self.answers.knows(case))
        self._ask(Asked(task, self.simpler, self.answers))

    def keep_to_convention(self) -> None:
        """Hold all that was seen to one convention, where the task leaves something open.

        The sample has a say where the proof did not come to its end: few small calls may follow several.
        """
        prepared, seen = self._prepared, {**self._before, **self.observations}
        sampled = () if len(self._proved) == len(prepared.bounded.cases) else self.sampled
        called = [(case, seen[case.id]) for case in (*sampled, *prepared.cases) if case.id in seen]
        convention = prepared.exercise.kept_to(prepared.task, prepared.policy, called, prepared.answers)
        self.answers = prepared.answers.kept_to(convention)

    def _ask_more(self) -> None:
        """The sample where the proof did not come to its end; each call has as much time as those of the values."""
        left = (case for case in chain(self._few, self._more) if not self._made((case,)))
        asked = Asked(self._prepared.task, tuple(islice(left, ENOUGH)), self.answers)
        usual = max(len(self._prepared.shown.cases), len(self._prepared.hidden.cases), 1)
        times = min(MOST_TIMES, max(1.0, len(asked.cases) / usual))
        limits = msgspec.structs.replace(self._limits, cpu_seconds=times * self._limits.cpu_seconds)
        trip = _trip(self._program, self._prepared, asked, limits, self._box)
        self.observations |= _by_case(asked.cases, trip.observations)
        self._sampled += self._made(asked.cases)

    def _judged(self) -> tuple[Fact, ...]:
        """What is known of the calls that were made, once nothing is left open.

        A proof that came to its end and fails tells all by itself: the same mistake earns everybody the same.
        """
        prepared, proof = self._prepared, self._prepared.exercise.proof
        facts = tuple(map(self._fact, self._proved))
        self._ask(Asked(prepared.task, proof.unsettled(facts), self.answers))
        settled = tuple(proof.settled(prepared.task, prepared.policy, facts, self.observations))
        if len(settled) == len(prepared.bounded.cases) and not all(fact.right for fact in settled):
            return settled
        if len(settled) < len(facts) == len(prepared.bounded.cases) and self._goes_on(self._sampled):
            self._ask_more()  # the time was up while it was being settled
        sampled = (msgspec.structs.replace(self._fact(case), sampled=True) for case in self._sampled)
        return (*settled, *sampled)

    def _fact(self, case: Case) -> Fact:
        return self._prepared.exercise.proof.fact(case, self.observations[case.id], self.answers(case))

    def _made(self, cases: tuple[Case, ...]) -> tuple[Case, ...]:
        """Those of these that were made."""
        seen = ((case, self.observations.get(case.id)) for case in cases)
        return tuple(case for case, found in seen if found is not None and found.outcome is not Outcome.NOT_RUN)

    def _goes_on(self, made: tuple[Case, ...]) -> bool:
        """Whether the process went on after the last of these calls: else it would end with others, too.

        Where none was made the file may have taken long to load, unless no other call was made either.
        """
        if made:
            return self.observations[made[-1].id].outcome in GOES_ON
        return not self._before or any(found.outcome is not Outcome.NOT_RUN for found in self._before.values())

    def _ask(self, asked: Asked) -> None:
        self.observations |= _observations_in_time(self._program, asked, self._limits, self._box)


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

    The call under way when the time is up is made once more, alone and with all the time that any trip has: it may
    never end, or only have been the last.
    """
    if not asked.cases:
        return {}
    trip = patient_trip(program, asked.layout, trip_limits(limits, limits.proof_cpu_seconds), box)
    observations = list(trip.observations)
    for index, observation in enumerate(observations):
        if observation.outcome is Outcome.TIME_LIMIT:
            alone = Layout(asked.layout.calls[index : index + 1])
            most = trip_limits(limits, max(limits.cpu_seconds, limits.proof_cpu_seconds))
            observations[index] = patient_trip(program, alone, most, box).observations[0]
    return _by_case(asked.cases, observations)


def _by_case(cases: tuple[Case, ...], observations: Sequence[Observation]) -> dict[str, Observation]:
    return {case.id: observation for case, observation in zip(cases, observations, strict=True)}
