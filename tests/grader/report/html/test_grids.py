import msgspec
import pytest

from checks.model import Evidence, Mark, Panel, Zeros
from grader.report.html.grids import Cell, Grid, grid, grids, key
from tests.grader.report.html.pages import COUNTEREXAMPLE

UNDER = Mark("under", ((0, 0), (0, 1)), "under the kernel")
GIVEN = Panel("image", ((5.0,),), zeros=Zeros((0, 0), (1, 1), "a zero put around the image"), marks=(UNDER,))
EXPECTED = Panel("expected", ((10.0, 5.0),), "expected", marks=(Mark("asked", ((0, 1),)),))
RETURNED = Panel("returned", ((10.0, 7.0),), "returned", marks=(Mark("wrong", ((0, 1),)),))
EVIDENCE = Evidence(panels=(GIVEN, EXPECTED, RETURNED), index=(0, 1))


def by_name(evidence: Evidence) -> dict[str, Grid]:
    return {shown.name: shown for shown in grids(evidence)}


def with_results(*panels: Panel, **more) -> Evidence:
    return msgspec.structs.replace(EVIDENCE, panels=(GIVEN, *panels), **more)


def test_every_panel_is_a_grid() -> None:
    assert list(by_name(COUNTEREXAMPLE)) == ["image", "kernel", "expected", "returned"]
    assert list(grids(Evidence())) == []


def test_zeros_are_drawn_around_and_what_the_value_is_worked_out_of_is_marked() -> None:
    assert by_name(EVIDENCE)["image, with its zeros"].rows == (
        (Cell("0", zero=True), Cell("5", under=True), Cell("0", zero=True, under=True)),
    )


def test_the_value_that_is_worked_out_is_marked_and_so_are_those_that_are_wrong() -> None:
    shown = by_name(EVIDENCE)
    assert shown["expected"].rows == ((Cell("10"), Cell("5", asked=True)),)
    assert shown["returned"].rows == ((Cell("10"), Cell("7", wrong=True)),)


def test_what_is_marked_as_wrong_looks_different() -> None:
    expected = msgspec.structs.replace(EXPECTED, values=((1.0, 1.2341),))
    shown = by_name(with_results(expected, msgspec.structs.replace(RETURNED, values=((1.00001, 1.2344),))))
    assert shown["expected"].rows == ((Cell("1"), Cell("1.2341", asked=True)),)
    assert shown["returned"].rows == ((Cell("1"), Cell("1.2344", wrong=True)),)


def test_a_gap_is_left_for_what_is_missing() -> None:
    few = Panel("returned", ((10.0,),), "returned", marks=(Mark("absent", ((0, 1),)),))
    shown = by_name(with_results(EXPECTED, few, expected_shape=(1, 1, 2), returned_shape=(1, 1, 1)))
    assert shown["returned"].rows == ((Cell("10"), Cell("", absent=True)),)
    assert (shown["expected"].note, shown["returned"].note) == ("shape (1, 1, 2)", "shape (1, 1, 1)")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nan"),
        (float("nan"), "nan"),
        (float("-inf"), "\u2212inf"),
        (-1.5, "\u22121.5"),
        (1 / 3, "0.3333"),
        (12, "12"),
        (True, "True"),
        ("1-2j", "1-2j"),
    ],
)
def test_values_are_short(value: float | str | None, text: str) -> None:
    assert grid(Panel("x", ((value,),))).rows == ((Cell(text),),)


def test_what_is_too_large_with_its_zeros_is_drawn_without_them() -> None:
    wide = msgspec.structs.replace(GIVEN, zeros=Zeros((0, 0), (40, 40)))
    assert grid(wide) == Grid("image", ((Cell("5"),),), key=(("under", "under the kernel"),))


def test_a_window_says_where_it_lies() -> None:
    window = msgspec.structs.replace(EXPECTED, corner=(7, 3), marks=(Mark("asked", ((7, 4),)),))
    assert grid(window).note == "from row 7, column 3 on"
    assert grid(window).rows[0][1].asked
    assert grid(Panel("x", ((1.0,),), corner=(3,), marks=(Mark("wrong", ((3,),)),))) == Grid(
        "x", ((Cell("1", wrong=True),),), "from index 3 on"
    )


def test_slices_are_told_where_there_are_several_and_the_shape_where_not_all_is_shown() -> None:
    slices = tuple(Panel("x", ((1.0,),), slice=(0, n), shape=(1, 9, 1, 1)) for n in range(2))
    assert list(by_name(Evidence(panels=slices))) == ["x 0, 0", "x 0, 1"]
    assert grid(slices[0]) == Grid("x", ((Cell("1"),),), "shape (1, 9, 1, 1)")


def test_what_has_no_values_is_an_empty_grid() -> None:
    assert (grid(Panel("x", ())).note, grid(Panel("x", ((), ()))).note) == ("empty", "empty")
    assert grid(Panel("x", ()), shape=(0, 3)).note == "shape (0, 3)"
    assert grid(Panel("x", ())).rows == ()
    assert grid(Panel("x", ((), ()))).rows == ((), ())
    assert grid(Panel("x", ((2.0,),), corner=())).rows == ((Cell("2"),),)


def test_the_key_says_what_there_is_in_the_words_of_the_exercise() -> None:
    assert list(key(tuple(grids(EVIDENCE)))) == [
        ("zero", "a zero put around the image"),
        ("under", "under the kernel"),
        ("asked", "the value worked out"),
        ("wrong", "wrong"),
    ]
    plain = Panel("x", ((1.0,),), zeros=Zeros((1, 0)), marks=(Mark("under", ((0, 0),)),))
    assert list(key((grid(plain),))) == [("zero", "a zero put around it"), ("under", "what it is worked out of")]


def test_what_did_not_come_back_is_not_drawn() -> None:
    assert list(by_name(with_results(EXPECTED))) == ["image, with its zeros", "expected"]
