"""The right answers to a task's Cases: by what the grader knows of the exercise, as data, or by the model solution."""

from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Protocol

import msgspec

from checks.dynamic import outcomes
from checks.dynamic.compare import equal_parts, given_arrays
from checks.exercises import exercise_of
from checks.exercises.families import FULL, PROOF, SHRUNK
from checks.exercises.modelled.answers import answer_of, tells
from checks.model import Answer, Case, Observation, Outcome
from checks.model.assignment import Assignment, Limits, Task
from checks.model.exercise import Shapes
from checks.model.running import AnswerForm
from checks.printable import one_line
from grader.assignment.npz import DataError
from grader.judging.kept import Right, kept
from grader.judging.model_text import contradiction
from grader.judging.policy import policy_of
from grader.judging.programs import MEGABYTE, arguments_of, model_program, patient_trip, trip_limits
from grader.judging.recorded import RecordedAnswers, recorded_answers
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox
from grader.sandbox.frame import MAX_NDIM, MAX_PARTS
from grader.sandbox.request import Call, Program

# What one call of a model solution may return: some hundred small calls that return as much as they may fit the memory.
LEAST_RESULT, TIMES_GIVEN, MOST_RESULT = 2 * MEGABYTE, 64, 256 * MEGABYTE
FEW_PARTS = f"of which {MAX_PARTS} numbers or arrays at most are taken: return an array"
ALL_BITS = 0xFF  # of the byte that freed memory holds


class ModelError(Exception):
    """The model solution does not answer a call: the assignment cannot be graded with. One line."""


class Answers(Protocol):
    """The right answers to Cases, and their shapes, which may be known before."""

    def __call__(self, case: Case) -> Right:
        """The right answers to a Case."""

    def shapes(self, case: Case) -> Shapes:
        """Those of the parts of a right answer."""

    def form(self, case: Case) -> AnswerForm:
        """What a right answer is."""

    def knows(self, case: Case) -> bool:
        """Whether there is an answer."""

    def also(self, cases: tuple[Case, ...], box: Sandbox) -> "Answers":
        """These, and those to more Cases."""

    def kept_to(self, convention: str) -> "Answers":
        """Those of these that follow a convention wherever there is one; all of them for ""."""


def answers_to(
    task: Task, assignment: Assignment, cases: tuple[Case, ...], limits: Limits, folder: Path, box: Sandbox
) -> Answers:
    """The answers to a task's Cases; those that are kept lie in `folder`.

    Raises:
        ModelError: there is no other way to them than the model solution, and it fails; or the data are none.
        SandboxError: the sandbox failed.
    """
    if assignment.recorded(task):
        try:
            return RecordedAnswers(recorded_answers(task, assignment))
        except DataError as error:
            raise ModelError(one_line(f"{assignment.answers}: {error}")) from error
    if exercise_of(task).answers is not None:
        return KnownAnswers(task, assignment, cases, folder)
    return ModelAnswers(task, assignment, limits).kept(cases, folder, box)


class KnownAnswers:
    """By an oracle of the exercise's own. The proof's are quick to work out, those to all data too large to keep."""

    def __init__(self, task: Task, assignment: Assignment, cases: tuple[Case, ...], folder: Path) -> None:
        self._task, self._policy, self._exercise = task, policy_of(task, assignment), exercise_of(task)
        self._cases, self._folder = tuple(case for case in cases if case.family not in (FULL, PROOF)), folder
        self._worked_out: dict[str, Right] = {}
        self._by_convention: dict[str, KnownAnswers] = {}
        self._convention = ""

    def __call__(self, case: Case) -> Right:
        """The right answers to a Case."""
        if case.family == SHRUNK:  # one student's own
            return self._exercise.proof.answers(self._task, self._policy, case)
        if case.family in (FULL, PROOF):
            if case.id not in self._worked_out:
                self._worked_out[case.id] = self._work_out(case)
            return self._worked_out[case.id]
        return tuple(self._held(answer) for answer in self._kept[case.id] if self._follows(answer))

    def shapes(self, case: Case) -> Shapes:
        """The shape of a right answer, the largest of several."""
        every = self._exercise.shapes(self._task, self._policy, case)
        return (max((shape for _, shape in every), key=prod),)

    def form(self, _case: Case) -> AnswerForm:
        """What a right answer is."""
        return "array"

    def knows(self, _case: Case) -> bool:
        """Whether there is an answer: always."""
        return True

    def also(self, _cases: tuple[Case, ...], _box: Sandbox) -> "Answers":
        """These: they are to any Case."""
        return self

    def kept_to(self, convention: str) -> "Answers":
        """Those of these that follow a convention wherever there is one."""
        if not convention:
            return self
        if convention not in self._by_convention:
            one = copy(self)  # what is kept is the same
            one._kept, one._worked_out, one._convention = self._kept, {}, convention
            one._policy = msgspec.structs.replace(self._policy, conventions=(convention,))
            self._by_convention[convention] = one
        return self._by_convention[convention]

    def _follows(self, answer: Answer) -> bool:
        return not self._convention or not answer.convention or self._convention in answer.convention

    def _held(self, answer: Answer) -> Answer:
        """The same, by that convention alone, which others may agree with here."""
        held = self._convention and answer.convention
        return msgspec.structs.replace(answer, convention=(self._convention,)) if held else answer

    def _work_out(self, case: Case) -> Right:
        assert self._exercise.answers is not None
        oracle = self._exercise.proof.answers if case.family == PROOF else self._exercise.answers
        return oracle(self._task, self._policy, case)

    @cached_property
    def _kept(self) -> Mapping[str, Right]:
        task, policy = self._task, self._policy
        by = f"{task.exercise} {task.fixed} {task.arguments} {policy.conventions} {policy.tolerance}".encode()
        return kept(by, self._cases, self._folder, lambda: {case.id: self._work_out(case) for case in self._cases})


class ModelAnswers(RecordedAnswers):
    """By the model solution, which is run in the sandbox like a student's."""

    def __init__(
        self, task: Task, assignment: Assignment, limits: Limits, known: Mapping[str, Right] | None = None
    ) -> None:
        super().__init__(known or {})
        self._task, self._assignment, self._limits = task, assignment, limits
        self._policy = policy_of(task, assignment)

    def also(self, cases: tuple[Case, ...], box: Sandbox) -> "ModelAnswers":
        """These, and those to more Cases; one that the model solution does not answer has none."""
        if not cases:
            return self
        more = {
            case.id: (answer_of(self._task, self._policy, case, found),)
            for case, found in self._trip(cases, box)
            if _tells(case, found)
        }
        return ModelAnswers(self._task, self._assignment, self._limits, {**self._known, **more})

    def kept(self, cases: tuple[Case, ...], folder: Path, box: Sandbox) -> "ModelAnswers":
        """The answers to these Cases, from the entry in `folder` where there is one."""
        task = self._task
        asked = (task.file, task.function, task.types, task.order, self._policy.tolerance, self._assignment.files)
        by = msgspec.msgpack.encode(asked, order="deterministic")
        known = kept(by, cases, folder, lambda: self._asked(cases, box))
        return ModelAnswers(self._task, self._assignment, self._limits, known)

    def _asked(self, cases: tuple[Case, ...], box: Sandbox) -> dict[str, Right]:
        """What the model solution says to these Cases, and says again.

        It is asked in the other order the second time, in memory that holds other bytes: a generator of random numbers
        that is always seeded alike, what one call leaves to the next and what is never written give it away, too.
        """
        if self._program is not None and (against := contradiction(self._task, self._assignment)):
            raise self._error(against)
        first = {case.id: right for case, right in self._said(cases, box)}
        other = tuple(msgspec.structs.replace(case, fill=case.fill ^ ALL_BITS) for case in reversed(cases))
        second = {case.id: right for case, right in self._said(other, box)}
        for case in other:
            if not _same(first.get(case.id), second.get(case.id)):
                raise self._error(f"gives two answers {self._words(case)}; it must always give the same")
        return {case: (right,) for case, right in first.items()}

    def _said(self, cases: tuple[Case, ...], box: Sandbox) -> Iterator[tuple[Case, Answer]]:
        found = self._trip(cases, box)
        for (case, observation), (_, after) in zip(found, [*found[1:], *found[-1:]], strict=True):
            ends_all = after.outcome is Outcome.NOT_RUN  # what the others are not asked for is told of the one before
            if case.extreme and not ends_all and not _tells(case, observation):
                continue
            if not answered(observation):
                raise self._error(f"gives no answer {self._words(case)}: {self._what(observation, case)}")
            yield case, answer_of(self._task, self._policy, case, observation)

    def _trip(self, cases: tuple[Case, ...], box: Sandbox) -> list[tuple[Case, Observation]]:
        program = self._program
        if program is None:
            raise ModelError(f"{self._task.file}: there is no model solution, by which task {self._task.id} is graded")
        calls = tuple(call_of(self._task, case) for case in cases)
        limits = trip_limits(self._limits, self._limits.cpu_seconds)
        trip = patient_trip(program, Layout(calls), limits, box)
        if trip.loaded.outcome is not Outcome.RETURNED:
            raise self._error(f"cannot be loaded: {self._what(trip.loaded)}")
        if calls and all(observation.outcome is Outcome.NOT_RUN for observation in trip.observations):
            raise self._error(f"defines no function `{self._task.function}`")
        return list(zip(cases, trip.observations, strict=True))

    @property
    def _program(self) -> Program | None:
        return model_program(self._task, self._assignment)

    def _error(self, what: str) -> ModelError:
        return ModelError(f"{self._task.file}: the model solution {what}")

    def _words(self, case: Case) -> str:
        return exercise_of(self._task).call(case)

    def _what(self, observation: Observation, case: Case | None = None) -> str:
        """What happened instead of an answer."""
        if observation.outcome is Outcome.RETURNED and case is not None:
            many = len(observation.shape or ()) > MAX_NDIM
            why = f"has more than {MAX_NDIM} axes" if many else f"is larger than {_most(case) // MEGABYTE} MiB"
            return f"it returned an array {observation.shape}, which {why}"
        if observation.outcome is Outcome.NOT_AN_ARRAY:
            returned = f"it returned a value of type {one_line(observation.detail)}"
            return f"{returned}, {FEW_PARTS}" if observation.type in ("list", "tuple") else returned
        said = one_line(outcomes.tell(observation, exercise_of(self._task)).message)
        slow = observation.outcome is Outcome.TIME_LIMIT
        return f"{said}; make it faster, or raise limits.cpu_seconds" if slow else said


def call_of(task: Task, case: Case) -> Call:
    """A Case as a model solution is asked it, whose answer may have any shape."""
    by_place, by_name = arguments_of(task, case)
    return Call(by_place, case.fill, _most(case), keywords=by_name)


def _most(case: Case) -> int:
    """How many bytes a right answer to a call may have."""
    given = sum(array.nbytes for array in given_arrays(case))
    return min(MOST_RESULT, max(LEAST_RESULT, TIMES_GIVEN * given))


def answered(observation: Observation) -> bool:
    """Whether a call brought a value that others can be compared with."""
    known = observation.outcome in (Outcome.RETURNED, Outcome.NOT_AN_ARRAY) and observation.value is not None
    return known and not (isinstance(observation.value, tuple) and not observation.value)


def _tells(case: Case, observation: Observation) -> bool:
    """Whether others can be held to an answer."""
    return answered(observation) and (not case.extreme or tells(case, observation.value))


def _same(answer: Answer | None, other: Answer | None) -> bool:
    """Whether two answers are the same within rounding, or neither is there."""
    if answer is None or other is None:
        return answer is other
    pairs = list(zip(answer.parts, other.parts, strict=False))
    alike = answer.form == other.form and len(answer.parts) == len(other.parts)
    if not alike or any(one.array.shape != two.array.shape for one, two in pairs):
        return False
    first, second = (tuple(part.array for part in each.parts) for each in (answer, other))
    return equal_parts(first, second, answer)
