import msgspec
import numpy as np
import pytest

from grader.report.pixels import array, differing, diverging, gray, limits, shows
from tests.grader.report.html.pages import PICTURE, pixels

INF, NAN = float("inf"), float("nan")


def test_the_numbers_are_the_pictures() -> None:
    assert array(PICTURE.image).tolist() == [[0, 0.5, 1], [0, 1, 0]]


def test_both_results_have_one_scale() -> None:
    low, high = limits(np.array([[0.0, 1.0]]), np.array([[-1.0, INF, NAN]]))
    assert (low, high) == (-1, 1)
    assert gray(np.array([[-1.0, 0.0, 1.0, INF]]), low, high).tolist() == [[0, 128, 255, 0]]


def test_a_picture_of_one_value_is_black() -> None:
    assert gray(np.zeros((1, 2)), *limits(np.zeros((1, 2)))).tolist() == [[0, 0]]
    assert limits(np.array([[NAN]])) == (0, 0)


def test_differences_are_blue_below_zero_and_orange_above() -> None:
    ((below, none, above, odd),) = diverging(np.array([[-2.0, 0.0, 2.0, NAN]]), 2.0).tolist()
    assert below[2] > below[0]
    assert none == odd == [247, 247, 247]
    assert above[0] > above[2]


@pytest.mark.parametrize(
    ("expected", "returned", "wrong"),
    [
        pytest.param(2.0, 2.0, False, id="equal"),
        pytest.param(2.0, 2.0 + 1e-9, False, id="but for rounding"),
        pytest.param(0.0, 1e-17, False, id="a zero but for rounding"),
        pytest.param(2.0, 2.01, True, id="visibly different"),
        pytest.param(2.0, NAN, True, id="no number"),
        pytest.param(2.0, INF, True, id="infinite"),
    ],
)
def test_values_differ_that_can_be_told_apart(expected: float, returned: float, wrong: bool) -> None:
    assert differing(np.array([[expected]]), np.array([[returned]])).tolist() == [[wrong]]


def test_a_result_shows_where_it_looks_like_another() -> None:
    assert shows(PICTURE)
    assert not shows(msgspec.structs.replace(PICTURE, returned=PICTURE.expected))
    assert shows(msgspec.structs.replace(PICTURE, returned=PICTURE.expected, returned_shape=(1, 2, 3)))
    assert shows(msgspec.structs.replace(PICTURE, returned=None, returned_shape=None))
    assert shows(msgspec.structs.replace(PICTURE, returned=pixels((1.0,)), returned_shape=(9, 1, 1)))
