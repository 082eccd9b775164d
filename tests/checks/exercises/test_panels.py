import io

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from rich.console import Console

from checks.exercises import panels
from checks.model import Array, Evidence, Mark, Panel
from checks.printable import printable
from grader.report.evidence import arrays as in_a_terminal
from grader.report.html.grids import grids

DTYPES = st.one_of(
    arrays.boolean_dtypes(),
    arrays.integer_dtypes(endianness="="),
    arrays.unsigned_integer_dtypes(endianness="="),
    arrays.floating_dtypes(endianness="="),
    arrays.complex_number_dtypes(endianness="="),
    arrays.unicode_string_dtypes(endianness="=", max_len=3),
)
ARRAYS = arrays.arrays(DTYPES, arrays.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=7))
VALUES = st.recursive(
    ARRAYS | st.integers() | st.floats() | st.text() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=4,
)


def shown(value: object, **more) -> Panel:
    (panel,) = panels.given({"x": value}, **more)
    return panel


@settings(deadline=None)
@given(VALUES, VALUES, st.text())
def test_every_argument_and_every_result_can_be_shown_and_kept(one: object, other: object, name: str) -> None:
    evidence = Evidence(panels=(*panels.given({name: one}), *panels.compared(one, other)))
    for panel in evidence.panels:
        assert len(panel.values) <= panels.MOST
        assert all(len(row) <= panels.MOST for row in panel.values)
    kept = msgspec.json.decode(msgspec.json.encode(evidence), type=Evidence)
    assert [panel.name for panel in kept.panels] == [panel.name for panel in evidence.panels]
    console = Console(file=io.StringIO(), width=80)
    for seen in (evidence, kept):
        assert len(list(grids(seen))) == len(seen.panels)
        for part in in_a_terminal(seen, 80):
            console.print(part, highlight=False, markup=False, emoji=False)
    written = console.file.getvalue()
    assert printable(written, len(written)) == written


@settings(deadline=None)
@given(st.data())
def test_a_value_that_differs_is_in_the_window_and_marked_on_both_sides(data: st.DataObject) -> None:
    expected = data.draw(
        arrays.arrays(np.float64, arrays.array_shapes(min_dims=0, max_dims=4, max_side=12), fill=st.just(0))
    )
    index = data.draw(st.tuples(*(st.integers(0, side - 1) for side in expected.shape)))
    returned = expected.copy()
    returned[index] = np.where(expected[index] == 1, 2, 1)
    right, came = panels.compared(expected, returned, index)
    assert right.marks == (Mark("asked", (index[-2:],)),)
    (wrong,) = came.marks
    assert (wrong.role, index[-2:] in wrong.places) == ("wrong", True)
    at = [0, 0, *(place - start for place, start in zip(index[-2:], came.corner, strict=True))][-2:]
    assert came.values[at[0]][at[1]] == returned[index]
    assert (right.slice, came.slice) == (index[:-2], index[:-2])


@pytest.mark.parametrize(
    ("value", "values"),
    [
        pytest.param(3, ((3,),), id="a number"),
        pytest.param("same", (("same",),), id="a text"),
        pytest.param(None, (("None",),), id="nothing"),
        pytest.param((1, 2), ((1, 2),), id="a pair is a row"),
        pytest.param((True, "valid"), ((True, "valid"),), id="a pair of unlike things"),
        pytest.param((), ((),), id="an empty pair"),
        pytest.param(np.arange(3.0), ((0.0, 1.0, 2.0),), id="one axis is a row"),
        pytest.param(np.zeros((0, 3)), (), id="no rows"),
        pytest.param(np.zeros((2, 0)), ((), ()), id="no columns"),
        pytest.param(np.array([True]), ((True,),), id="a mask"),
        pytest.param(np.array([1 - 2j]), (("1-2j",),), id="a complex number"),
        pytest.param(np.array(5, np.uint8), ((5,),), id="an array without axes"),
        pytest.param(np.array([1.5], np.longdouble), ((1.5,),), id="a long double"),
        pytest.param(-(1 << 70), (("an integer of 71 bits",),), id="a number that JSON has no room for"),
        pytest.param("\x1b[31m\n", (("\\x1b[31m\\n",),), id="a text that would do something"),
    ],
)
def test_an_argument_is_shown_as_it_is(value: object, values: tuple) -> None:
    assert shown(value).values == values


def test_what_is_large_is_cut_and_its_shape_told() -> None:
    assert shown(np.zeros((5, 5))).shape is None
    large = shown(np.zeros((6, 100)))
    assert (np.shape(large.values), large.shape) == ((5, 5), (6, 100))
    slices = list(panels.given({"x": np.arange(24).reshape(4, 3, 2)}))
    assert [panel.slice for panel in slices] == [(0,), (1,), (2,)]
    assert slices[1].values == ((6, 7), (8, 9), (10, 11))
    assert {panel.shape for panel in slices} == {(4, 3, 2)}


def test_the_members_of_a_tuple_are_shown_by_their_number() -> None:
    pair = (np.zeros(2), (1, np.ones(1)))
    assert [panel.name for panel in panels.given({"x": pair})] == ["x[0]", "x[1][0]", "x[1][1]"]
    results = list(panels.compared(pair[:1], (np.ones(2),), (0, 1)))
    assert [panel.name for panel in results] == ["expected[0]", "returned[0]"]
    assert results[0].marks == (Mark("asked", ((1,),)),)
    assert [panel.name for panel in panels.compared(pair[:1], 3.0)] == ["expected[0]"]
    assert [panel.name for panel in panels.compared((1, 2), pair)] == ["expected"]
    nested = panels.compared(pair, (pair[0], (1, np.zeros(1))), (1, 1, 0))
    assert [panel.name for panel in nested if panel.marks] == ["expected[1][1]", "returned[1][1]"]


def test_what_is_missing_and_what_is_too_much_are_marked() -> None:
    _, few = panels.compared(np.zeros((1, 2)), np.zeros((1, 1)))
    assert few.marks == (Mark("absent", ((0, 1),)),)
    _, many = panels.compared(np.zeros((1, 1)), np.zeros((1, 2)))
    assert many.marks == (Mark("wrong", ((0, 1),)),)


@pytest.mark.parametrize(
    "returned", [None, 3.0, np.zeros(2), np.zeros((0, 2, 2))], ids=["nothing", "a number", "one axis", "no slice"]
)
def test_what_has_not_the_axes_that_are_expected_does_not_stand_beside_it(returned: Array | float | None) -> None:
    assert [panel.of for panel in panels.compared(np.zeros((1, 2, 2)), returned)] == ["expected"]


def test_the_first_value_that_was_found_is_wrong_however_little_it_differs() -> None:
    _, came = panels.compared(np.ones(2), np.array([1.0, 1 + 1e-9]), (1,))
    assert came.marks == (Mark("wrong", ((1,),)),)
    _, came = panels.compared(np.ones(2), np.array([1.0, 1 + 1e-9]))
    assert came.marks == ()


IMAGES = np.arange(2 * 3 * 4 * 2, dtype=np.uint8).reshape(2, 3, 4, 2)  # m h w c


def test_each_channel_of_an_array_is_a_panel() -> None:
    kernel = IMAGES[0]
    red, green = panels.channels("kernel", kernel)
    assert (red.name, red.slice, red.last_axis, red.shape) == ("kernel", (0,), "channel", None)
    assert red.values == panels.matrix(kernel[:, :, 0])
    assert green.values == panels.matrix(kernel[:, :, 1])
    assert {type(value) for row in red.values for value in row} == {int}


def test_the_channels_are_those_of_the_image_that_is_asked_for() -> None:
    found = list(panels.channels("image", IMAGES, at=(1,), called="colour"))
    assert [(panel.slice, panel.last_axis) for panel in found] == [((1, 0), "colour"), ((1, 1), "colour")]
    assert found[1].values == panels.matrix(IMAGES[1, :, :, 1])
    first = list(panels.channels("images", IMAGES))
    assert [panel.slice for panel in first] == [(0, 0), (0, 1), (1, 0)]
    assert {panel.shape for panel in first} == {IMAGES.shape}


def test_channels_that_are_large_are_cut_as_far_as_is_wished_and_their_shape_is_told() -> None:
    large = np.zeros((9, 6, 1))
    (cut,) = panels.channels("x", large)
    assert (np.shape(cut.values), cut.shape) == ((5, 5), large.shape)
    (whole,) = panels.channels("x", large, most=9)
    assert (np.shape(whole.values), whole.shape) == ((9, 6), None)
    assert len(list(panels.channels("x", np.zeros((1, 1, 50))))) == panels.MOST_SLICES
    assert list(panels.channels("x", np.zeros((1, 1, 0)))) == []


def test_the_channel_of_the_first_value_that_differs_is_compared_around_it() -> None:
    expected = np.zeros((2, 9, 9, 3))
    returned = expected.copy()
    returned[1, 7, 2, 1] = 5
    right, came = panels.compared_channels(expected, returned, (1, 7, 2, 1), called="kernel")
    assert (right.slice, right.corner, right.last_axis) == ((1, 1), (4, 0), "kernel")
    assert right.marks == (Mark("asked", ((7, 2),)),)
    assert came.marks == (Mark("wrong", ((7, 2),)),)
    assert came.values[3][2] == 5.0


def test_without_a_place_the_first_channels_are_compared() -> None:
    found = list(panels.compared_channels(IMAGES, IMAGES[:1, :, :, :1]))
    assert [(panel.of, panel.slice) for panel in found] == [
        *(("expected", (0, 0)), ("returned", (0, 0))),
        *(("expected", (0, 1)), ("expected", (1, 0))),
    ]


@pytest.mark.parametrize("returned", [None, 3.0, IMAGES[0], (IMAGES,)], ids=["nothing", "a number", "3d", "a tuple"])
def test_what_has_no_such_channels_does_not_stand_beside_them(returned: object) -> None:
    assert {panel.of for panel in panels.compared_channels(IMAGES, returned, (0, 0, 0, 0))} == {"expected"}


def test_an_array_is_a_picture_gray_or_in_colour() -> None:
    gray = panels.pixels(np.array([[0, 255, 7]], np.uint8))
    assert (gray.rows, gray.columns, gray.channels) == (1, 3, 1)
    assert np.frombuffer(gray.values, "<f4").tolist() == [0, 255, 7]
    colours = panels.pixels(np.arange(12, dtype=np.int64).reshape(2, 2, 3))
    assert (colours.rows, colours.columns, colours.channels) == (2, 2, 3)
    assert np.frombuffer(colours.values, "<f4").tolist() == list(range(12))
    assert np.isinf(np.frombuffer(panels.pixels(np.array([[1e300]])).values, "<f4")).all()
