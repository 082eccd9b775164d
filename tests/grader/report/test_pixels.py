import numpy as np

from grader.report.pixels import array, diverging, gray, limits, shows
from tests.grader.report.html.pages import EXHIBIT, exhibited, pixels

INF, NAN = float("inf"), float("nan")


def test_the_numbers_are_the_pictures() -> None:
    assert array(EXHIBIT.figures[0].pixels).tolist() == [[0, 0.5, 1], [0, 1, 0]]


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


def test_a_result_shows_where_it_looks_like_another() -> None:
    right = EXHIBIT.results[0].expected
    assert shows(EXHIBIT)
    assert not shows(exhibited(right))
    assert shows(exhibited(right, (1, 2, 3)))
    assert shows(exhibited(None, None))
    assert shows(exhibited(pixels((1.0,)), (9, 1, 1)))
