import msgspec
import numpy as np
import pytest

from grader.report.html.exhibits import INK, ODD, SCALE, gallery
from tests.grader.report.html.pages import EXHIBIT, exhibited, pixels
from tests.grader.report.html.pngs import decoded

INF, NAN = float("inf"), float("nan")
RIGHT = EXHIBIT.results[0].expected


def named(figures) -> dict[str, object]:
    return {figure.name: figure for figure in figures}


def test_expected_and_returned_have_the_same_scale_and_the_difference_one_around_zero() -> None:
    drawn = gallery(exhibited(pixels((-3, -1, 0.5), (-1, 0, 1))))
    figures = named(drawn.figures)
    assert decoded(figures["expected"].uri).tolist() == [[159, 128, 223], [128, 191, 255]]
    assert decoded(figures["returned"].uri).tolist() == [[0, 128, 223], [128, 191, 255]]
    difference = decoded(figures["difference"].uri)
    assert difference[0, 0].tolist() == [8, 69, 148]
    assert (difference.reshape(-1, 3)[1:] == 247).all()
    assert (drawn.scale, drawn.largest) == (("\u22123", "1"), "2.5")
    assert drawn.said == ("1 of 6 values differ, the most at row 0, column 0: \u22123 instead of \u22120.5.")


def test_where_nothing_differs_no_difference_is_drawn() -> None:
    drawn = gallery(exhibited(RIGHT))
    assert list(named(drawn.figures)) == ["expected", "returned"]
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
        large = decoded(named(drawn.figures)[name].uri)
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
    one, other = exhibited(RIGHT).results[0], exhibited(pixels((-3, -1, 0.5), (-1, 0, 1))).results[0]
    drawn = gallery(msgspec.structs.replace(EXHIBIT, results=(one, other)))
    assert [figure.name for figure in drawn.figures] == ["expected", "returned", "expected", "returned", "difference"]
    assert drawn.scale == ("\u22123", "1")
    assert drawn.said.startswith("On this digit every value is right. 1 of 6 values differ")


def test_two_shapes_are_outlined_over_each_other() -> None:
    drawn = gallery(exhibited(pixels((1.0,)), (9, 1, 1), outline=(1, 1)))
    (outlines,) = drawn.outlines
    assert (outlines.expected, outlines.returned) == ((2, 3), (1, 1))
    assert (outlines.rows, outlines.columns) == (2, 3)
    assert list(named(drawn.figures)) == ["expected", "returned"]
    assert drawn.said == "The shape (9, 1, 1) came back instead of (9, 2, 3)."


@pytest.mark.parametrize(
    "shape", [None, (2, 3), (9, 0, 3), (9, 10**9, 3), (1, 2, 3)], ids=["none", "2d", "empty", "huge", "other images"]
)
def test_what_cannot_be_outlined_is_said(shape: tuple[int, ...] | None) -> None:
    drawn = gallery(exhibited(None, shape))
    assert drawn.outlines == ()
    assert drawn.said == (
        "No array came back from this call." if shape is None else f"The shape {shape} came back instead of (9, 2, 3)."
    )
    assert list(named(drawn.figures)) == ["expected"]


def test_pictures_say_in_words_what_they_show() -> None:
    figures = named(gallery(EXHIBIT).figures)
    assert figures["expected"].alt == "The result expected, 2 rows and 3 columns: values from \u22121 to 1"
    assert figures["difference"].alt == "Returned minus expected, value by value: from \u22122 to 2"
