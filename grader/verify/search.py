"""Looks for a call that tells a mutant that survived from its model solution."""

import math
import threading
import time
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from checks.exercises import exercise_of
from checks.exercises.inputs.bundles import together
from checks.exercises.inputs.simpler import simpler
from checks.exercises.modelled import proving
from checks.exercises.modelled.cases import description_of, is_described
from checks.model import Case, Observation, Outcome, TaskFiles
from checks.model.assignment import Assignment, Task
from grader.judging.answers import Answers, ModelAnswers
from grader.judging.inputs_file import made_by_file
from grader.judging.prepared import Prepared, call
from grader.judging.programs import program_of, trip_limits
from grader.sandbox.client import Sandbox
from grader.sandbox.request import Program
from grader.verify import wider
from grader.verify.features import Seen, reason, seen
from grader.verify.holes import Hole, call_in_full, came_in_words, families_to_add, right_in_words, written
from grader.verify.relaxed import Relaxed, relaxations


class TimeUpError(Exception):
    """The search was not ended in time."""


AT_ONCE = 100  # calls in one trip: what ends one of these ends no others


class _Ground(NamedTuple):
    """Calls with the answers of the model solution, and the bound that they lie beyond, if they do."""

    cases: tuple[Case, ...]
    answers: Answers
    relaxed: Relaxed | None
    families: bool = False


class Search:
    """The search for one task: its calls are made, and answered, when the first mutant survives.

    No trip of it begins when the clock says `until`.
    """

    def __init__(
        self,
        task: Task,
        assignment: Assignment,
        prepared: Prepared,
        box: Sandbox,
        seconds: float,
        until: float = math.inf,
    ) -> None:
        self._task, self._assignment, self._prepared, self._box = task, assignment, prepared, box
        self._limits, self._until = trip_limits(assignment.limits, seconds), until
        self._lock = threading.Lock()
        self._grounds: list[_Ground] | None = None
        self._seen: Seen | None = None

    @property
    def asked(self) -> int:
        """How many calls a mutant was asked that none of these tells."""
        return sum(len(ground.cases) for ground in self._grounds or ())

    def hole(self, files: TaskFiles) -> Hole | None:
        """The smallest call found that tells the program from the model solution; None where none does.

        Raises:
            TimeUpError: the time is up, and nothing is known yet.
        """
        program = program_of(self._task, files)
        for ground in self._ready():
            telling = list(self._telling(program, ground.cases, ground.answers))
            if telling:
                first = min(telling, key=lambda told: exercise_of(self._task).size(told[0]))
                family = first[0].family if ground.families else ""
                return self._hole(ground, family, *self._simplest(program, ground, *first))
        return None

    def _ready(self) -> list[_Ground]:
        with self._lock:
            if self._grounds is None:
                self._grounds = [ground for ground in self._made() if ground.cases]
                self._seen = seen(self._task, self._prepared.cases)
            return self._grounds

    def _made(self) -> Iterator[_Ground]:
        task, policy = self._task, self._assignment.cases
        yield self._answered(wider.left_out(task, policy), None, families=True)
        yield self._answered((*wider.within(task, policy), *self._by_file()), None)
        for relaxed in relaxations(task):
            yield self._answered(wider.beyond(task, relaxed, policy), relaxed)

    def _by_file(self) -> Iterator[Case]:
        """What the task's own file makes of other seeds."""
        rules = self._assignment
        for seed in wider.seeds(rules.cases) if self._task.inputs else ():
            other = msgspec.structs.replace(rules, cases=msgspec.structs.replace(rules.cases, seed=seed))
            self._in_time()
            made = made_by_file(self._task, other, rules.limits, self._box)
            yield from wider.of_file(self._task, other.cases, made)

    def _answered(self, cases: tuple[Case, ...], relaxed: Relaxed | None, *, families: bool = False) -> _Ground:
        answers = self._answers(cases)
        return _Ground(tuple(case for case in cases if answers.knows(case)), answers, relaxed, families)

    def _answers(self, cases: tuple[Case, ...]) -> Answers:
        answers: Answers = ModelAnswers(self._task, self._assignment, self._assignment.limits)
        for start in range(0, len(cases), AT_ONCE):
            self._in_time()
            answers = answers.also(cases[start : start + AT_ONCE], self._box)
        return answers

    def _telling(
        self, program: Program, cases: tuple[Case, ...], answers: Answers
    ) -> Iterator[tuple[Case, Observation]]:
        """The calls that the program answers in another way, with what it did."""
        for start in range(0, len(cases), AT_ONCE):
            some = cases[start : start + AT_ONCE]
            calls = tuple(call(self._task, case, answers) for case in some)
            self._in_time()
            trip = self._box.run(program, calls, self._limits)
            for case, one, found in zip(some, calls, trip.observations, strict=True):
                observation = found
                if found.outcome is Outcome.TIME_LIMIT:  # the time of all, or its own
                    self._in_time()
                    observation = self._box.run(program, (one,), self._limits).observations[0]
                if observation.outcome is Outcome.NOT_RUN:
                    continue
                if not proving.fact(case, observation, answers(case)).right:
                    yield case, observation

    def _in_time(self) -> None:
        if time.monotonic() > self._until:
            raise TimeUpError

    def _simplest(
        self, program: Program, ground: _Ground, case: Case, observation: Observation
    ) -> tuple[Case, Observation, Answers]:
        """The same sizes with simpler values, where these tell the two apart, too."""
        task = ground.relaxed.task if ground.relaxed else self._task
        calls = simpler(description_of(task), wider.apart(task, case.arguments)) if is_described(task) else ()
        cases = tuple(
            Case(f"simpler-{number}", wider.WIDER, "", together(arguments), extreme=True)
            for number, arguments in enumerate(calls)
        )
        answers = self._answers(cases)
        known = tuple(each for each in cases if answers.knows(each))
        found = next(self._telling(program, known, answers), None)
        return (*found, answers) if found else (case, observation, ground.answers)

    def _hole(self, ground: _Ground, family: str, case: Case, observation: Observation, answers: Answers) -> Hole:
        """What is told of a call; `family` is the one that it is of, if that is left out."""
        assert self._seen is not None
        relaxed = ground.relaxed
        if relaxed is not None and wider.allowed(self._task, case.arguments):
            relaxed = None  # simpler values are allowed
        why = reason(self._task, case.arguments, self._seen)
        if family:
            why = f"the family {family} is left out by [cases] families"
        elif relaxed is not None and relaxed.what:
            why = f"{relaxed.what}: {why}"
        policy = self._assignment.cases
        left_out = [family] if family else []
        return Hole(
            call=call_in_full(self._task.function, case.arguments),
            right=right_in_words(answers(case)[0]),
            came=came_in_words(observation),
            why=why,
            bounds=relaxed.lines if relaxed else (),
            families=families_to_add(policy.families, left_out) if relaxed is None else (),
            block=written(self._task, case.arguments) if relaxed is None and not left_out else (),
        )
