import numpy as np
import pytest

from checks.exercises import exercise_of
from checks.exercises.exchanged import EACH, LARGEST, exchanged, pairs
from checks.exercises.families import CHANGED
from checks.model import Array, Case, Value
from checks.model.assignment import Assignment, CasePolicy

PHOTOGRAPHS = np.random.default_rng(3).random((4, 32, 32, 3), np.float32)
ONE, OTHER, LONGER = np.arange(3.0), np.arange(3.0) + 1, np.arange(4.0)


def case(name: str, **arguments: Value) -> Case:
    return Case(name, "a", name, arguments)


def ids(found: tuple[tuple[Case, Case], ...]) -> list[tuple[str, str]]:
    return [(one.id, other.id) for one, other in found]


def test_calls_that_differ_in_one_array_alone_are_a_pair() -> None:
    found = pairs([case("1", x=ONE, n=2), case("2", x=OTHER, n=2)])
    assert ids(found["x"]) == [("1", "2")]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param({"x": OTHER, "n": 3}, id="a number differs, too"),
        pytest.param({"x": ONE.copy(), "n": 2}, id="nothing differs"),
        pytest.param({"x": LONGER, "n": 2}, id="the shape differs"),
        pytest.param({"x": OTHER}, id="an argument is left out"),
        pytest.param({"x": None, "n": 2}, id="there is no array"),
    ],
)
def test_others_are_none(others: dict[str, Value]) -> None:
    assert not pairs([case("1", x=ONE, n=2), case("2", **others)])["x"]


def test_an_array_in_a_tuple_counts_as_the_argument() -> None:
    found = pairs([case("1", x=(ONE, 1)), case("2", x=(OTHER, 1)), case("3", x=(OTHER, 2))])
    assert ids(found["x"]) == [("1", "2")]


def test_for_each_array_pairs_are_made() -> None:
    asked = [case("1", x=ONE, y=ONE), case("2", x=OTHER, y=OTHER), case("3", x=LONGER, y=ONE)]
    made = exchanged(CasePolicy(), asked)
    assert [(each.family, each.hidden, each.extreme) for each in made] == [(CHANGED, False, True)] * 2
    found = pairs([*asked, *made])
    assert all(found[name] for name in ("x", "y"))


def test_an_array_without_values_makes_none() -> None:
    assert exchanged(CasePolicy(), [case("1", x=np.zeros((0, 2))), case("2", x=np.zeros((0, 2)))]) == ()


def test_what_is_hidden_or_large_is_in_none() -> None:
    large = np.zeros(LARGEST + 1)
    secret = [Case(name, "a", "", {"x": given}, hidden=True) for name, given in (("1", ONE), ("2", OTHER))]
    assert exchanged(CasePolicy(), [*secret, case("3", x=ONE), case("4", x=large), case("5", x=large + 1)]) == ()


def test_of_every_task_there_are_pairs_for_each_array(whole: Assignment, digits: Array) -> None:
    for task in whole.tasks:
        cases = exercise_of(task).values(task, whole.cases, {"digits": digits, "photographs": PHOTOGRAPHS})
        made = exchanged(whole.cases, cases)
        found = pairs([*cases, *made])
        arrays = {
            argument for case in cases for argument, given in case.arguments.items() if isinstance(given, np.ndarray)
        }
        assert arrays == {name for name, several in found.items() if several}
        assert len(made) <= EACH * len(arrays)
