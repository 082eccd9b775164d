import msgspec
import numpy as np
import pytest

from checks.model import Beside
from grader.report.html.exhibits import INK, ODD, SCALE, Gallery, gallery
from tests.grader.report.html.pages import (
    BLACK,
    EXHIBIT,
    GREEN,
    PHOTOGRAPH,
    RED,
    coloured,
    exhibited,
    of_kernels,
    photographed,
    pixels,
)
from tests.grader.report.html.pngs import decoded

INF, NAN = float("inf"), float("nan")
RIGHT = EXHIBIT.results[0].expected


def named(drawn: Gallery) -> dict[str, object]:
    (result,) = drawn.results
    return {figure.name: figure for figure in result.figures}


def test_expected_and_returned_have_the_same_scale_and_the_difference_one_around_zero() -> None:
    drawn = gallery(exhibited(pixels((-3, -1, 0.5), (-1, 0, 1))))
    figures = named(drawn)
    assert decoded(figures["expected"].uri).tolist() == [[159, 128, 223], [128, 191, 255]]
    assert decoded(figures["returned"].uri).tolist() == [[0, 128, 223], [128, 191, 255]]
    difference = decoded(figures["difference"].uri)
    assert difference[0, 0].tolist() == [8, 69, 148]
    assert (difference.reshape(-1, 3)[1:] == 247).all()
    assert (drawn.scale, drawn.largest) == (("\u22123", "1"), "2.5")
    assert drawn.said == ("1 of 6 values differ, the most at row 0, column 0: \u22123 instead of \u22120.5.")


def test_where_nothing_differs_no_difference_is_drawn() -> None:
    drawn = gallery(exhibited(RIGHT))
    assert list(named(drawn)) == ["expected", "returned"]
    assert drawn.said == "On this digit every value is right."
    assert not drawn.largest


def test_what_differs_too_little_to_be_seen_is_told_as_such() -> None:
    drawn = gallery(exhibited(pixels((-0.50001, -1, 0.5), (-1, 0, 1))))
    assert drawn.said == "On this digit every value is right, as far as can be seen."


def test_the_two_values_that_differ_most_look_different() -> None:
    drawn = gallery(exhibited(pixels((-0.5, -1.00012, 0.5), (-1, 0, 1))))
    assert drawn.said.endswith("column 1: \u22121.0001 instead of \u22121.")


@pytest.mark.parametrize(
    ("value", "sign"),
    [
        pytest.param(NAN, ["x   x", " x x ", "  x  ", " x x ", "x   x"], id="a cross for no number"),
        pytest.param(INF, ["  x  ", "  x  ", "xxxxx", "  x  ", "  x  "], id="a plus"),
        pytest.param(-INF, ["     ", "     ", "xxxxx", "     ", "     "], id="a minus"),
    ],
)
def test_what_is_not_finite_has_a_sign(value: float, sign: list[str]) -> None:
    drawn = gallery(exhibited(pixels((-0.5, value, 0.5), (-1, 0, 1))))
    assert drawn.odd
    for name in ("returned", "difference"):
        large = decoded(named(drawn)[name].uri)
        assert large.shape == (2 * SCALE, 3 * SCALE, 3)
        square = large[:SCALE, SCALE : 2 * SCALE]
        assert np.array_equal(square, [[INK if dot == "x" else ODD for dot in line] for line in sign])
    assert not drawn.largest
    assert "the most at row 0, column 1" in drawn.said


def test_a_picture_of_what_is_given_lies_in_its_zeros() -> None:
    (given,) = gallery(EXHIBIT).given
    assert (given.rows, given.columns) == (2, 5)
    assert (given.top, given.bottom, given.left, given.right) == (0, 0, 1, 1)
    assert given.outlined == (1, 3)
    assert (given.figure.alt, given.figure.note) == (EXHIBIT.figures[0].alt, EXHIBIT.figures[0].note)
    assert decoded(given.figure.uri).tolist() == [[0, 128, 255], [0, 255, 0]]


def test_several_results_have_one_scale_and_each_is_told() -> None:
    drawn = gallery(of_kernels())
    assert [result.name for result in drawn.results] == ["kernel 0", "kernel 1", "kernel 2"]
    names = [[figure.name for figure in result.figures] for result in drawn.results]
    assert names == [["expected", "returned"]] * 2 + [["expected", "returned", "difference"]]
    assert drawn.scale == ("\u22121", "1")
    assert [result.said for result in drawn.results][:2] == ["On this digit every value is right."] * 2
    assert drawn.results[2].said.startswith("5 of 6 values differ")
    assert drawn.said == ""
    assert [figure.alt.partition(",")[0] for figure in drawn.results[2].figures] == [
        "kernel 2: the result expected",
        "kernel 2: the result returned",
        "kernel 2: returned minus expected",
    ]


def test_what_is_to_be_said_of_all_results_is_said_once() -> None:
    right = Beside(RIGHT, RIGHT, name="kernel 0")
    drawn = gallery(msgspec.structs.replace(EXHIBIT, results=(right, msgspec.structs.replace(right, name="kernel 1"))))
    assert [result.said for result in drawn.results] == ["", ""]
    assert drawn.said == "On this digit every value is right."


def test_what_a_result_alone_is_worked_out_with_stands_with_it() -> None:
    drawn = gallery(of_kernels())
    assert drawn.grids == ()
    names = ["kernel, channel 0", "kernel, channel 1", "kernel, channel 2"]
    assert [[grid.name for grid in result.grids] for result in drawn.results] == [names] * 3
    assert [cell.text for cell in drawn.results[0].grids[0].rows[1]] == ["\u22121", "5", "\u22121"]


def test_a_photograph_keeps_its_colours() -> None:
    result = Beside(coloured((RED, BLACK)), coloured((RED, BLACK)))
    drawn = gallery(photographed(result))
    (given,) = drawn.given
    assert decoded(given.figure.uri).tolist()[0] == [list(RED), list(GREEN), list(BLACK)]
    assert decoded(given.figure.uri)[1, 2].tolist() == [10, 20, 30]
    assert (given.columns, given.outlined) == (5, (1, 3))
    expected = named(drawn)["expected"]
    assert decoded(expected.uri).tolist() == [[list(RED), list(BLACK)]]
    assert expected.note == "1 \u00d7 2 \u00d7 3"
    assert expected.alt == "The result expected in colour, 1 rows and 2 columns: values from 0 to 255"
    assert (drawn.coloured, drawn.scale) == (True, ("0", "255"))


def test_the_difference_of_colours_is_that_of_the_channel_that_differs_most() -> None:
    drawn = gallery(photographed(Beside(coloured((RED, BLACK)), coloured(((250, 40, 0), BLACK)))))
    difference = named(drawn)["difference"]
    (one, other) = decoded(difference.uri).tolist()[0]
    assert one == [179, 88, 6]  # 40 more of green, though 5 less of red
    assert other == [247, 247, 247]
    assert difference.alt.endswith("from \u22125 to 40, in the channel that differs most")
    assert drawn.said == "2 of 6 values differ, the most at row 0, column 0, channel 1: 40 instead of 0."


@pytest.mark.parametrize(("value", "middle"), [(NAN, INK), (INF, INK), (-INF, INK)], ids=["nan", "inf", "-inf"])
def test_a_colour_that_is_not_finite_in_one_channel_has_a_sign(value: float, middle: tuple[int, ...]) -> None:
    drawn = gallery(photographed(Beside(coloured((RED, BLACK)), coloured((RED, (0, value, 0))))))
    assert drawn.odd
    large = decoded(named(drawn)["returned"].uri)
    assert large.shape == (SCALE, 2 * SCALE, 3)
    assert tuple(large[2, SCALE + 2]) == middle
    assert (large[:, :SCALE] == RED).all()


def test_a_gray_result_beside_one_in_colour_is_no_colour_that_is_wrong() -> None:
    exhibit = photographed(Beside(PHOTOGRAPH, pixels((0, 1, 2), (3, 4, 5))), shape=(9, 2, 3, 3))
    drawn = gallery(msgspec.structs.replace(exhibit, returned_shape=(9, 2, 3)))
    assert list(named(drawn)) == ["expected", "returned"]
    assert drawn.said == "The shape (9, 2, 3) came back instead of (9, 2, 3, 3)."


def test_two_shapes_are_outlined_over_each_other() -> None:
    drawn = gallery(exhibited(pixels((1.0,)), (9, 1, 1), outline=(1, 1)))
    outlines = drawn.results[0].outlines
    assert outlines is not None
    assert (outlines.expected, outlines.returned) == ((2, 3), (1, 1))
    assert (outlines.rows, outlines.columns) == (2, 3)
    assert list(named(drawn)) == ["expected", "returned"]
    assert drawn.said == "The shape (9, 1, 1) came back instead of (9, 2, 3)."


@pytest.mark.parametrize(
    "shape", [None, (2, 3), (9, 0, 3), (9, 10**9, 3), (1, 2, 3)], ids=["none", "2d", "empty", "huge", "other images"]
)
def test_what_cannot_be_outlined_is_said(shape: tuple[int, ...] | None) -> None:
    drawn = gallery(exhibited(None, shape))
    assert drawn.results[0].outlines is None
    assert drawn.said == (
        "No array came back from this call." if shape is None else f"The shape {shape} came back instead of (9, 2, 3)."
    )
    assert list(named(drawn)) == ["expected"]


def test_pictures_say_in_words_what_they_show() -> None:
    figures = named(gallery(EXHIBIT))
    assert figures["expected"].alt == "The result expected, 2 rows and 3 columns: values from \u22121 to 1"
    assert figures["difference"].alt == "Returned minus expected, value by value: from \u22122 to 2"
