import numpy as np

from grader.report.pixels import array, diverging, furthest, levels, limits, scale, shows
from tests.grader.report.html.pages import EXHIBIT, PHOTOGRAPH, coloured, exhibited, pixels

INF, NAN = float("inf"), float("nan")


def test_the_numbers_are_the_pictures() -> None:
    assert array(EXHIBIT.figures[0].pixels).tolist() == [[0, 0.5, 1], [0, 1, 0]]


def test_a_colour_is_three_numbers() -> None:
    assert array(PHOTOGRAPH).shape == (2, 3, 3)
    assert array(PHOTOGRAPH)[1, 2].tolist() == [10, 20, 30]


def test_colours_are_drawn_as_they_are_and_gray_from_the_least_to_the_greatest() -> None:
    assert scale(np.full((1, 1, 3), 7.0)) == (0, 255)
    assert scale(np.full((1, 1, 3), 0.5)) == (0, 1)
    assert scale(np.array([[[-3.0, 0.0, 1020.0]]])) == (-3, 1020)
    assert scale(np.full((1, 1), 7.0)) == (7, 7)
    assert levels(np.array([[[7.0, 0.0, 255.0]]]), 0, 255).tolist() == [[[7, 0, 255]]]


def test_the_channel_that_differs_most_stands_for_a_colour() -> None:
    difference = np.array([[[1.0, -5.0, 4.0], [0.0, NAN, 9.0]]])
    assert furthest(difference)[0, 0] == -5
    assert np.isnan(furthest(difference)[0, 1])
    assert furthest(difference[:, :, 0]).tolist() == [[1, 0]]


def test_both_results_have_one_scale() -> None:
    low, high = limits(np.array([[0.0, 1.0]]), np.array([[-1.0, INF, NAN]]))
    assert (low, high) == (-1, 1)
    assert levels(np.array([[-1.0, 0.0, 1.0, INF]]), low, high).tolist() == [[0, 128, 255, 0]]


def test_a_picture_of_one_value_is_black() -> None:
    assert levels(np.zeros((1, 2)), *limits(np.zeros((1, 2)))).tolist() == [[0, 0]]
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
    assert not shows(exhibited(PHOTOGRAPH, expected=PHOTOGRAPH))
    assert shows(exhibited(coloured(*[((0, 0, 0),) * 3] * 2), expected=PHOTOGRAPH))
