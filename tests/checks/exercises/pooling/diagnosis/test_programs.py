"""The programs that a student's is compared with: the right ones are right, and those with a mistake are not."""

from collections.abc import Iterator

import numpy as np
import pytest

from checks.exercises.pooling import oracle
from checks.exercises.pooling.diagnosis import extents, sides, takes
from checks.exercises.pooling.diagnosis.calls import Calls
from checks.exercises.pooling.diagnosis.names import misconceptions
from checks.exercises.pooling.diagnosis.programs import CUT, RIGHTS, Mistake
from checks.exercises.pooling.proof_cases import proof_cases
from checks.model import Fact, Observation, Outcome
from checks.model.assignment import CasePolicy, Policy, Task

ROOMS = {"takes": takes.mistakes, "extents": extents.mistakes, "sides": sides.mistakes}


def facts(task: Task) -> Iterator[Fact]:
    """What a right program does."""
    for case in proof_cases(task, CasePolicy()):
        answers = oracle.expected(task, Policy(), case)
        array = answers[0].array
        yield Fact(case, Observation(Outcome.RETURNED, array=array, shape=array.shape), answers, right=True)


@pytest.fixture(scope="module")
def right(task: Task) -> Calls:
    return Calls(tuple(facts(task))[::-1], frozenset())  # the largest first, on which mistakes show soonest


@pytest.mark.parametrize("number", range(len(RIGHTS) + len(CUT)))
def test_a_program_without_a_mistake_does_what_a_right_one_does(number: int, right: Calls) -> None:
    assert (*RIGHTS, *CUT)[number].explains(right)


@pytest.mark.parametrize("room", ROOMS)
@np.errstate(all="ignore")
def test_no_program_with_a_mistake_is_right_in_every_call(room: str, right: Calls) -> None:
    assert [mistake.named for mistake in ROOMS[room]() if mistake.program.explains(right)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_mistake_has_a_name(room: str) -> None:
    every: list[Mistake] = list(ROOMS[room]())
    assert {mistake.named.id for mistake in every} <= misconceptions().keys()
    assert all("{" not in mistake.named.detail for mistake in every)
