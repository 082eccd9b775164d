import math

import numpy as np
import pytest

from checks.dynamic import compare
from checks.dynamic.compare import Match, equal, match, unequal, visibly_different
from checks.dynamic.tolerance import allowed
from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import images_of, instead
from checks.model import Answer, Case, Difference
from checks.model.assignment import Assignment
from tests.checks.exercises.convolution.ways import einsum_in_float32
from tests.tasks import of


@pytest.fixture
def case(random) -> Case:
    return Case("c", "f", "t", {"images": random.standard_normal((3, 6, 7)), "kernel": random.standard_normal((3, 3))})


@pytest.fixture
def answer(case: Case, assignment: Assignment) -> Answer:
    return oracle.expected(of(assignment, "valid"), assignment.policy, case)[0]


@pytest.mark.parametrize("dtype", ["float64", "float32", "longdouble"])
def test_a_rounded_result_is_accepted_in_its_own_precision(dtype: str, case: Case, answer: Answer) -> None:
    found = match(answer.array.astype(dtype), case, (answer,))
    assert isinstance(found, Match)
    assert (found.answer, found.single) == (answer, False)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_what_is_worked_in_float32_is_right_and_told_as_such(dtype: str, case: Case, answer: Answer) -> None:
    found = match(einsum_in_float32(case).astype(dtype), case, (answer,))
    assert isinstance(found, Match)
    assert found.single


def test_where_the_images_are_float32_nothing_is_told_of_it(case: Case, answer: Answer) -> None:
    narrow = instead(case, images=images_of(case).astype(np.float32))
    found = match(einsum_in_float32(case).astype(np.float64), narrow, (answer,))
    assert isinstance(found, Match)
    assert not found.single


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1.4e306])
def test_a_value_that_is_no_number_never_passes(value: float, case: Case, answer: Answer) -> None:
    wrong = answer.array.copy()
    wrong[1, 2, 3] = value
    result = match(wrong, case, (answer,))
    assert isinstance(result, Difference)
    assert (result.first, result.wrong) == ((1, 2, 3), 1)


@pytest.mark.parametrize("expected", [math.nan, 0.0])
def test_not_a_number_never_passes_even_where_nothing_is_expected(expected: float, case: Case) -> None:
    array = np.full((3, 4, 5), expected)
    answer = Answer(("", ""), array, 0.0)
    assert isinstance(match(np.full((3, 4, 5), math.nan), case, (answer,)), Difference)


SPOILT = {
    "1e-4 too large": lambda array: array + 1e-4,
    "rounded to three places": lambda array: array.round(3),
    "float16": lambda array: array.astype(np.float16),
    "float16, given back in float64": lambda array: array.astype(np.float16).astype(np.float64),
    "a share of 1e-4 too large": lambda array: array * (1 + 1e-4),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_less_than_float32_work_is_wrong(spoil, case: Case, answer: Answer) -> None:
    assert isinstance(match(spoil(answer.array), case, (answer,)), Difference)


def test_integers_are_not_allowed_what_float32_rounds() -> None:
    large = Case("c", "f", "t", {"images": np.full((1, 1, 1), 1e9), "kernel": np.ones((1, 1))})
    right = Answer(("", ""), np.full((1, 1, 1), 1e9 + 0.25), 1e9)
    assert isinstance(match(right.array.astype(np.int64), large, (right,)), Difference)
    assert isinstance(match(right.array.astype(np.float32), large, (right,)), Match)


@pytest.mark.parametrize(("share", "kind"), [(0.99, Match), (1.01, Difference)], ids=["within", "beyond"])
def test_the_tolerance_is_where_it_is_said_to_be(share: float, kind: type, case: Case, answer: Answer) -> None:
    wrong = answer.array.copy()
    wrong[2, 0, 4] += share * allowed(answer)
    assert isinstance(match(wrong, case, (answer,)), kind)


def test_of_what_differs_by_rounding_the_first_place_is_known(answer: Answer) -> None:
    nearly = answer.array.copy()
    nearly[1, 2, 3] += 1e-12
    found = unequal(nearly, (answer,))
    assert (found.first, found.wrong, found.total) == ((1, 2, 3), 1, nearly.size)


def test_integers_cut_off_are_found(case: Case, answer: Answer) -> None:
    assert isinstance(match(answer.array.astype(np.int64), case, (answer,)), Difference)


def test_of_several_answers_the_nearest_is_told(case: Case, answer: Answer) -> None:
    far = Answer(("before", ""), answer.array + 1, answer.scale)
    wrong = answer.array.copy()
    wrong[0, 0, 0] += 1
    result = match(wrong, case, (far, answer))
    assert isinstance(result, Difference)
    assert result.answer is answer


def test_more_images_than_are_compared_at_once_are_all_compared(monkeypatch, case: Case, answer: Answer) -> None:
    monkeypatch.setattr(compare, "VALUES_AT_ONCE", 2 * answer.array[0].size)
    wrong = answer.array.copy()
    wrong[2, 3, 1] += 1
    result = match(wrong, case, (answer,))
    assert isinstance(result, Difference)
    assert (result.first, result.wrong, result.total) == ((2, 3, 1), 1, wrong.size)


def test_a_signalling_nan_is_wrong_and_says_nothing(case: Case, answer: Answer) -> None:
    """Warnings are errors here."""
    signalling = np.full(answer.array.shape, 0x7F800001, np.uint32).view(np.float32)
    assert isinstance(match(signalling, case, (answer,)), Difference)
    assert not equal(signalling, signalling, answer)


@pytest.mark.parametrize(
    ("expected", "returned", "wrong"),
    [
        pytest.param(2.0, 2.0, False, id="equal"),
        pytest.param(2.0, 2.0 + 1e-9, False, id="but for rounding"),
        pytest.param(0.0, 1e-17, False, id="a zero but for rounding"),
        pytest.param(2.0, 2.01, True, id="visibly different"),
        pytest.param(2.0, np.nan, True, id="no number"),
        pytest.param(2.0, np.inf, True, id="infinite"),
        pytest.param(np.inf, np.inf, False, id="infinite as it is to be"),
        pytest.param(np.nan, np.nan, False, id="no number, as it is to be"),
    ],
)
def test_values_differ_that_can_be_told_apart(expected: float, returned: float, wrong: bool) -> None:
    assert visibly_different(np.array([[expected]]), np.array([[returned]])).tolist() == [[wrong]]


@pytest.mark.parametrize(
    ("expected", "returned"),
    [
        pytest.param([True, False], [True, True], id="booleans"),
        pytest.param([1 + 1j, 2], [1 + 1j, 2 + 1j], id="complex numbers"),
        pytest.param([0, 2**63], np.array([0, 2**62], np.uint64), id="large integers"),
        pytest.param(["a", "b"], ["a", "c"], id="texts"),
        pytest.param(np.array(["a", "b"], object), np.array(["a", 1.5], object), id="a text and a number"),
        pytest.param(np.array([1.0, "b"], object), [1.0, 2.0], id="a number where a text is expected"),
    ],
)
def test_values_of_any_kind_can_be_told_apart(expected: list[object], returned: list[object]) -> None:
    assert visibly_different(np.array(expected), np.array(returned)).tolist() == [False, True]
