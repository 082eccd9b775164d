"""The smallest call that fails, as it is found and told, whatever the kind shows of it.

Values are shrunk by trying simpler ones on the same shape, in a trip of their own; what fails there is shown, so
nothing is shown that was not seen to fail.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec
import numpy as np

from checks.dynamic.compare import Match, match, unequal
from checks.dynamic.outcomes import GOES_ON, place, tell
from checks.dynamic.runs import FINE
from checks.exercises.families import REPEATED, SHRUNK
from checks.model import Answer, Array, Case, Difference, Evidence, Fact, Finding, Observation, Outcome, Run
from checks.printable import printable
from checks.written import apart

BY_HAND = "Work the marked value out by hand, as shown."
THE_SMALLEST = "the smallest that fails"
MEMORY = "[np.full(n, 9.) for n in range(1, 99) for _ in range(9)]  # for np.empty"
"""A line of a program that fills memory with something else than zeros."""

Judge = Callable[[Case, Observation, tuple[Answer, ...]], Fact]
Size = Callable[[Fact], tuple[int, ...]]
Shows = Callable[[Difference, Array | None, bool], Evidence]
"""The evidence for a difference: what came back beside it, and whether there is a value to be asked for."""


def first(
    facts: Iterable[Fact], size: Callable[[Fact], tuple[int, ...]], same: Callable[[Case], object]
) -> Fact | None:
    """The smallest call that fails, if there is one. What fails only the second time comes before all others; `same`
    is alike for the same call."""
    every = tuple(facts)
    if all(found.right for found in every):
        return None
    was_right = {same(found.case) for found in every if found.right}

    def order(found: Fact) -> tuple[bool, tuple[int, ...]]:
        return not (found.case.title == REPEATED and same(found.case) in was_right), size(found)

    return min((found for found in every if not found.right), key=order, default=None)


def simpler(
    facts: tuple[Fact, ...],
    failing: Fact | None,
    cases: Callable[[Fact], Iterator[Case]],
    tiny: Callable[[Case], Case],
) -> tuple[Case, ...]:
    """The failing call with simpler values, the simplest first.

    None when nothing failed, and when the process ended with a call: so it would with the simpler ones. Where a call
    is right the first time and not the second, each is made twice.
    """
    if failing is None or facts[-1].observation.outcome not in GOES_ON:
        return ()
    twice = failing.case.title == REPEATED
    found = _made_twice((tiny(failing.case), failing.case)) if twice else cases(failing)
    return tuple(msgspec.structs.replace(case, id=f"{SHRUNK}-{n}", family=SHRUNK) for n, case in enumerate(found))


def _made_twice(cases: Iterable[Case]) -> Iterator[Case]:
    for case in cases:
        yield msgspec.structs.replace(case, title="")
        yield msgspec.structs.replace(case, title=REPEATED)


def simplest(run: Run, judge: Judge, otherwise: Fact | None) -> Fact:
    """The first of the simpler calls that failed, too, else the one that they are made of."""
    for case in run.cases:
        if case.family == SHRUNK and run.observations[case.id].outcome is not Outcome.NOT_RUN:
            found = judge(case, run.observations[case.id], run.expected(case))
            if not found.right:
                return found
    assert otherwise is not None
    return otherwise


def told(run: Run, failing: Fact, shows: Shows) -> Finding:
    """What is to be said of a call that failed: message, hint, place and evidence."""
    observation, case = failing.observation, failing.case
    if observation.outcome not in FINE:
        return _ended(run, failing, shows)
    array, again = observation.array, "the second time " if case.title == REPEATED else ""
    if array is None or array.shape != failing.answers[0].array.shape:
        return _of_another_shape(run, failing, shows)
    found = match(array, case, failing.answers)
    if isinstance(found, Match):  # what rounding hides here was wrong where less was asked at a time
        found = unequal(array, failing.answers)
    came, wanted = apart(array[found.first].item(), found.answer.array[found.first].item())
    message = f"{run.exercise.call(case)}, {again}{came} instead of {wanted} at {list(found.first)}"
    return Finding(check="proof", message=message, hint=BY_HAND, evidence=shows(found, array, True))


def _of_another_shape(run: Run, failing: Fact, shows: Shows) -> Finding:
    observation, right = failing.observation, failing.answers[0]
    array = observation.array
    shown = array if array is not None and array.ndim == right.array.ndim and array.size else None
    missing = next(_missing(right.array[0], None if shown is None else shown[0]), None)
    found = Difference(right, (0, *(missing or (0,) * (right.array.ndim - 1))), 0, 0)
    evidence = msgspec.structs.replace(
        shows(found, shown, missing is not None),
        expected_shape=right.array.shape,
        returned_shape=observation.shape,
    )
    came = f"the shape {observation.shape}" if observation.shape is not None else _other(observation.detail)
    wanted = right.array.shape if observation.shape is not None else f"an array {right.array.shape}"
    return Finding(
        check="proof",
        message=f"{run.exercise.call(failing.case)}, {came} instead of {wanted}",
        hint=run.exercise.shape_hint(run.task),
        evidence=evidence,
    )


def _missing(right: Array, returned: Array | None) -> Iterator[tuple[int, ...]]:
    """The places whose values are not there, or other ones."""
    for index in np.ndindex(right.shape):
        inside = returned is not None and all(map(int.__lt__, index, returned.shape))
        if returned is None or not inside or returned[index] != right[index]:
            yield index


def _other(detail: str) -> str:
    return "None" if detail == "NoneType" else f"a value of type {printable(detail)}"


def _ended(run: Run, failing: Fact, shows: Shows) -> Finding:
    telling = tell(failing.observation, run.exercise)
    file, line = place(failing.observation, run.task)
    right = failing.answers[0]
    nonzero = np.argwhere(right.array)
    asked = tuple(map(int, nonzero[0])) if len(nonzero) else (0,) * right.array.ndim
    evidence = shows(Difference(right, asked, 0, 0), None, True)
    return Finding(
        check="proof",
        message=f"{run.exercise.call(failing.case)}: {telling.message}",
        hint=telling.hint,
        file=file,
        line=line,
        verdict=telling.verdict,
        evidence=msgspec.structs.replace(evidence, traceback=failing.observation.traceback),
    )
