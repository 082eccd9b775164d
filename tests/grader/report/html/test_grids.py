import msgspec
import pytest

from checks.model import Evidence
from grader.report.html.grids import Cell, Grid, grids
from tests.grader.report.html.pages import COUNTEREXAMPLE

PADDED = msgspec.structs.replace(
    COUNTEREXAMPLE, image=((5.0,),), kernel=((1.0, 2.0),), pads=((0, 0), (1, 1)), expected=((10.0, 5.0),),
    returned=((10.0, 7.0),), index=(0, 1),
)  # fmt: skip


def by_name(evidence: Evidence) -> dict[str, Grid]:
    return {grid.name: grid for grid in grids(evidence)}


def test_a_call_is_image_kernel_expected_and_returned() -> None:
    assert list(by_name(COUNTEREXAMPLE)) == ["image", "kernel", "expected", "returned"]
    assert list(grids(Evidence())) == []


def test_the_zeros_are_drawn_around_the_image_and_what_lies_under_the_kernel_is_told() -> None:
    assert by_name(PADDED)["image, with its zeros"].rows == (
        (Cell("0", zero=True), Cell("5", under=True), Cell("0", zero=True, under=True)),
    )


def test_the_value_that_is_worked_out_is_marked_and_so_are_those_that_are_wrong() -> None:
    shown = by_name(PADDED)
    assert shown["expected"].rows == ((Cell("10"), Cell("5", asked=True)),)
    assert shown["returned"].rows == ((Cell("10"), Cell("7", wrong=True)),)


def test_the_first_value_that_the_check_found_is_marked_however_little_it_differs() -> None:
    close = msgspec.structs.replace(PADDED, returned=((10.0, 5.0 + 1e-9),))
    assert by_name(close)["returned"].rows == ((Cell("10"), Cell("5.000000001", wrong=True)),)


def test_what_is_marked_as_wrong_looks_different() -> None:
    several = msgspec.structs.replace(PADDED, expected=((1.0, 1.2341),), returned=((1.00001, 1.2344),), index=(0, 1))
    shown = by_name(several)
    assert shown["expected"].rows == ((Cell("1"), Cell("1.2341", asked=True)),)
    assert shown["returned"].rows == ((Cell("1"), Cell("1.2344", wrong=True)),)


def test_a_place_beyond_what_is_shown_is_not_marked() -> None:
    beyond = msgspec.structs.replace(PADDED, index=(9, 9))
    assert by_name(beyond)["returned"].rows == ((Cell("10"), Cell("7", wrong=True)),)


@pytest.mark.parametrize(
    ("returned", "cells"),
    [
        pytest.param(((10.0,),), (Cell("10"), Cell("", absent=True)), id="too few"),
        pytest.param(((10.0, 5.0, 0.0),), (Cell("10"), Cell("5"), Cell("0", wrong=True)), id="too many"),
    ],
)
def test_where_the_shapes_differ_what_is_missing_or_too_much_is_marked(
    returned: tuple[tuple[float, ...], ...], cells: tuple[Cell, ...]
) -> None:
    other = msgspec.structs.replace(PADDED, returned=returned, expected_shape=(1, 1, 2), returned_shape=(1, 1, 9))
    shown = by_name(other)
    assert shown["returned"].rows == (cells,)
    assert shown["returned"].note == "shape (1, 1, 9)"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "nan"), (float("nan"), "nan"), (float("-inf"), "\u2212inf"), (-1.5, "\u22121.5"), (1 / 3, "0.3333")],
)
def test_numbers_are_short(value: float | None, text: str) -> None:
    shown = by_name(msgspec.structs.replace(PADDED, returned=((10.0, value),)))
    assert shown["returned"].rows[0][1] == Cell(text, wrong=True)


def test_an_image_that_is_too_large_with_its_zeros_is_drawn_without_them() -> None:
    wide = msgspec.structs.replace(PADDED, pads=((0, 0), (40, 40)))
    assert by_name(wide)["image"].rows == ((Cell("5"),),)


def test_a_window_says_where_it_lies() -> None:
    window = msgspec.structs.replace(PADDED, index=(7, 4), corner=(7, 3))
    assert by_name(window)["expected"].note == "from row 7, column 3 on"
    assert by_name(window)["expected"].rows[0][1].asked


def test_what_did_not_come_back_is_not_drawn() -> None:
    assert list(by_name(msgspec.structs.replace(PADDED, returned=None))) == [
        "image, with its zeros", "kernel", "expected",
    ]  # fmt: skip
