import pytest

from checks.model import Mark, Panel
from grader.report import panels


def panel(name: str, of: str = "given", **more) -> Panel:
    return Panel(name, ((1.0, 2.0), (3.0, 4.0)), of, **more)


def test_what_is_given_stands_in_one_row_and_each_result_beside_the_one_expected() -> None:
    given = panel("x"), panel("k")
    pairs = [(panel(f"expected[{n}]", "expected"), panel(f"returned[{n}]", "returned")) for n in range(2)]
    assert list(panels.rows([*given, *pairs[0], *pairs[1]])) == [given, *pairs]


def test_a_result_that_did_not_come_back_leaves_the_one_expected_alone() -> None:
    first, second = panel("expected[0]", "expected"), panel("expected[1]", "expected")
    came = panel("returned[1]", "returned")
    assert list(panels.rows([first, second, came])) == [(first,), (second, came)]
    assert list(panels.rows([])) == []


@pytest.mark.parametrize(
    ("corner", "place", "cell"),
    [
        pytest.param((2, 3), (3, 3), (1, 0), id="rows and columns from the corner on"),
        pytest.param((0, 0), (-1, 0), (-1, 0), id="the zeros before the first row"),
        pytest.param((4,), (5,), (0, 1), id="one axis is a row"),
        pytest.param((), (), (0, 0), id="a number has one place"),
    ],
)
def test_marks_are_told_from_the_first_value_shown_on(corner, place, cell) -> None:
    marked = panel("x", corner=corner, marks=(Mark("wrong", (place,)), Mark("asked", ())))
    assert panels.marked(marked, "wrong") == {cell}
    assert panels.marked(marked, "asked") == set()


def test_values_are_paired_where_both_have_them() -> None:
    expected, returned = panel("expected", "expected"), Panel("returned", ((9.0,),), "returned")
    assert list(panels.pairs((expected, returned), [(0, 0), (1, 1), (7, 7), (-1, 0)])) == [(1.0, 9.0)]
    assert list(panels.pairs((expected,), [(0, 0)])) == []


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        pytest.param(panel("x"), "x", id="all of it"),
        pytest.param(panel("x", slice=(0, 2)), "x 0, 2", id="a slice"),
        pytest.param(panel("kernel", slice=(2,), last_axis="channel"), "kernel, channel 2", id="a channel"),
        pytest.param(panel("x", slice=(0, 2), last_axis="kernel"), "x 0, kernel 2", id="a channel of one of several"),
    ],
)
def test_the_name_says_which_slice_it_is(shown: Panel, name: str) -> None:
    assert panels.with_slice(shown) == name


def test_a_slice_is_told_where_another_has_the_name_or_what_is_not_shown_is_known() -> None:
    one, other = panel("x", slice=(0,)), panel("x", slice=(1,))
    assert panels.several(one, [one, other])
    assert not panels.several(one, [one, panel("y")])
    assert panels.several(panel("x", slice=(0,), last_axis="channel"), [])


def test_a_window_says_where_it_begins() -> None:
    assert panels.from_where(panel("x")) == ""
    assert panels.from_where(panel("x", corner=(0, 2))) == "row 0 and column 2"
    assert panels.from_where(panel("x", corner=(3,))) == "index 3"
