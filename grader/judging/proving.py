"""The way of a proof: its calls, a sample with ordinary values, and what they leave to be asked."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice

import msgspec

from checks.dynamic.outcomes import GOES_ON
from checks.exercises.sampling import ENOUGH, FEW
from checks.model import Case, Fact, Observation, Outcome
from grader.judging.asking import Asker, by_case
from grader.judging.prepared import Asked, Prepared
from grader.sandbox.client import Sandbox

MOST_TIMES = 3.0  # the time of a trip that a sample has at most, however few calls there are beside it


class Proving:
    """The calls of the proof, a sample with ordinary values, those that settle what they leave open, and simpler ones
    than the first that fails.

    The first of the sample come last in the proof's own trip, which costs next to nothing. Where the time of that was
    up before its end, they and more are asked in a trip that has the time of any other: who sits the proof out has to
    be right there.
    """

    def __init__(
        self, prepared: Prepared, asker: Asker, before: Mapping[str, Observation], sample: Iterator[Case], box: Sandbox
    ) -> None:
        """`before` is what other calls did, `sample` the calls that this file is asked some of, the first ones first;
        `box` is where the model solution answers simpler calls."""
        self._prepared, self._asker, self._before, self._box = prepared, asker, before, box
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
        self.observations |= by_case(asked.cases, self._asker.trip(asked, times).observations)
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
        self.observations |= self._asker.in_time(asked)
