import numpy as np
import pytest

from checks.dynamic.compare import Match, as_array, match_parts
from checks.exercises.modelled.answers import answer, tells
from checks.model import Case, Value

HUGE = 10**30


def case(*given: float, dtype: str = "float64") -> Case:
    return Case("x", "small", "a small call", {"x": np.array(given, dtype), "k": 2})


def right(model: Value, came: Value, given: Case) -> bool:
    wanted = answer(given, model)
    parts = tuple(map(as_array, came if isinstance(came, tuple) else (came,)))
    return isinstance(match_parts(parts, given, (wanted,)), Match)


@pytest.mark.parametrize(
    ("model", "came"),
    [
        pytest.param(np.array([3]), np.array([3.0]), id="a whole float for an integer"),
        pytest.param(np.array([1, 0]), np.array([True, False]), id="truth values for 1 and 0"),
        pytest.param(np.array([True, False]), np.array([1.0, -0.0]), id="1 and -0 for truth values"),
        pytest.param(np.array([np.nan, np.inf]), np.array([np.nan, np.inf]), id="nan and inf where they are expected"),
        pytest.param(np.array([1 / 3]), np.array([1 / 3], np.float32), id="float32 work"),
        pytest.param(np.array([2**60 + 1]), np.array([2.0**60]), id="the nearest float to a large integer"),
        pytest.param(HUGE, HUGE, id="an integer of more than 64 bits"),
        pytest.param(1e30, HUGE, id="a huge integer for a float"),
        pytest.param(np.zeros(0), np.zeros(0, int), id="nothing"),
    ],
)
def test_values_are_compared_and_not_types(model: Value, came: Value) -> None:
    assert right(model, came, case(1, 2))


@pytest.mark.parametrize(
    ("model", "came"),
    [
        pytest.param(np.array([3]), np.array([2.9999999996]), id="nearly an integer"),
        pytest.param(np.array([2**60 + 1]), np.array([2**60]), id="an integer next to a large one"),
        pytest.param(np.array([True]), np.array([0.5]), id="a half for a truth value"),
        pytest.param(np.array([2.0]), np.array([np.nan]), id="nan for a number"),
        pytest.param(np.array([np.nan]), np.array([2.0]), id="a number for nan"),
        pytest.param(np.array([np.inf]), np.array([-np.inf]), id="the other infinity"),
        pytest.param(HUGE, HUGE * 2, id="another integer of more than 64 bits"),
        pytest.param(1e30, 10**400, id="an integer larger than any float"),
    ],
)
def test_other_values_are_wrong(model: Value, came: Value) -> None:
    assert not right(model, came, case(1, 2))


def test_what_cancels_out_may_be_off_by_the_rounding_of_what_was_given() -> None:
    assert right(np.array([0.0]), np.array([1e-6]), case(9, -9))


def test_a_result_much_smaller_than_what_is_given_is_held_to_its_own_size() -> None:
    given = case(3, 7)
    assert right(np.array([3e-6, 7e-6]), np.array([3e-6, 7e-6], np.float32), given)
    assert not right(np.array([3e-6, 7e-6]), np.array([2.86e-6, 6.7e-6]), given)
    assert not right(np.array([3e-6, 7e-6]), np.zeros(2), given)


def test_what_is_given_in_float32_may_be_off_twice_as_the_model_solution_rounds_there_too() -> None:
    off = np.array([1 + 1.2e-5])
    assert right(np.array([1.0], np.float32), off, case(1, dtype="float32"))
    assert not right(np.array([1.0]), off, case(1))


def test_an_array_without_axes_is_a_number() -> None:
    assert answer(case(1), np.array(0.5)).form == answer(case(1), 0.5).form == "number"


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e17, (1.0, np.array([0.0, np.nan]))])
def test_an_extreme_call_tells_nothing_where_no_finite_number_comes_back(value: Value) -> None:
    assert not tells(case(9), value)


@pytest.mark.parametrize("value", [0.0, 1e12, 7, True, np.array([True]), (1, np.zeros(0))])
def test_an_extreme_call_tells_something_where_numbers_come_back(value: Value) -> None:
    assert tells(case(9), value)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", ["float16", "float32", "complex64"])
def test_an_answer_of_few_bytes_is_compared_without_a_word(dtype: str) -> None:
    assert tells(case(1e9), np.ones(2, dtype))
