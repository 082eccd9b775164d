import msgspec
import numpy as np
import pytest

from checks.exercises.modelled.shown import evidence
from checks.model import Answer, Array, Case, Difference, Evidence, Observation, Outcome, Value
from checks.model.assignment import Assignment
from tests.checks.runs import made

CASE = Case("x", "small", "a small call", {"x": np.arange(3.0), "k": 2})
AVERAGE = Answer((), np.array([0.5, 1.5]), 0.0)
NUMBER = Answer((), np.array(2.0), 0.0, form="number")


@pytest.fixture
def shown(assignment: Assignment, digits: Array):
    def shown(value: Value, answer: Answer, first: tuple[int, ...]) -> Evidence:
        observations = {CASE.id: Observation(Outcome.RETURNED, value=value)}
        run = msgspec.structs.replace(made(assignment, digits), observations=observations)
        return evidence(run, CASE, Difference(answer, first, 1, 2))

    return shown


def test_what_is_given_is_shown_with_the_result_and_the_one_expected(shown) -> None:
    found = shown(np.array([0.5, 3.0]), AVERAGE, (1,))
    assert [(panel.name, panel.values) for panel in found.panels] == [
        ("x", ((0.0, 1.0, 2.0),)),
        ("k", ((2,),)),
        ("expected", ((0.5, 1.5),)),
        ("returned", ((0.5, 3.0),)),
    ]
    assert found.index == (1,)
    assert [(mark.role, mark.places) for mark in found.panels[-1].marks] == [("wrong", ((1,),))]


def test_a_number_has_one_value(shown) -> None:
    *_, expected, returned = shown(7.0, NUMBER, ()).panels
    assert (expected.values, returned.values) == (((2.0,),), ((7.0,),))


@pytest.mark.parametrize(
    ("rest", "first", "wrong"),
    [
        pytest.param((), (1,), "returned[0]", id="one part"),
        pytest.param((NUMBER,), (1,), "returned[1]", id="a part after another"),
    ],
)
def test_of_a_tuple_the_part_that_differs_is_marked(rest, first, wrong, shown) -> None:
    answer = msgspec.structs.replace(AVERAGE, form="tuple", rest=rest)
    value = (np.array([0.5, 1.5 if rest else 3.0]), *(7.0 for _ in rest))
    panels = shown(value, answer, first).panels
    assert [panel.name for panel in panels if panel.of == "returned" and panel.marks] == [wrong]
