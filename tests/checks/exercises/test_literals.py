import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from checks.exercises.inputs.kinds import DTYPES
from checks.exercises.literals import literal, nested


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.array([[1.0, -2.5], [0.0, 3.0]]), "np.array([[1., -2.5], [0., 3.]])"),
        (np.array([1, 2]), "np.array([1, 2])"),
        (np.array([True, False]), "np.array([True, False])"),
        (np.array([1, 2], np.uint8), "np.array([1, 2], dtype='uint8')"),
        (np.array([0.5], np.float32), "np.array([0.5], dtype='float32')"),
        (np.array(2.0), "np.array(2.0)"),
        (np.array([-0.0]), "np.array([0.])"),
        (np.array([np.nan, -np.inf]), "np.array([np.nan, -np.inf])"),
        (np.zeros((0, 3)), "np.zeros((0, 3), 'float64')"),
        (3, "3"),
        (0.1, "0.1"),
        (float("inf"), "float('inf')"),
        ("it's", '"it\'s"'),
        ((1, 2), "(1, 2)"),
        ((1,), "(1,)"),
        ((), "()"),
        ((np.array([1]), None), "(np.array([1]), None)"),
        (True, "True"),
        (None, "None"),
    ],
)
def test_a_value_is_written_as_a_program_has_it(value, expected: str) -> None:
    assert literal(value) == expected


def test_a_long_array_has_a_row_to_a_line() -> None:
    assert nested(np.arange(24).reshape(3, 8) * 1.0) == (
        "[\n"
        "    [0., 1., 2., 3., 4., 5., 6., 7.],\n"
        "    [8., 9., 10., 11., 12., 13., 14., 15.],\n"
        "    [16., 17., 18., 19., 20., 21., 22., 23.],\n"
        "]"
    )
    assert nested(np.arange(24).reshape(2, 2, 6)) == (
        "[[\n"
        "    [0, 1, 2, 3, 4, 5],\n"
        "    [6, 7, 8, 9, 10, 11],\n"
        "], [\n"
        "    [12, 13, 14, 15, 16, 17],\n"
        "    [18, 19, 20, 21, 22, 23],\n"
        "]]"
    )


def test_so_has_one_of_more_axes_and_of_one() -> None:
    assert nested(np.arange(32).reshape(2, 2, 2, 4)).startswith(
        "[[[\n"
        "    [0, 1, 2, 3],\n"
        "    [4, 5, 6, 7],\n"
        "], [\n"
        "    [8, 9, 10, 11],\n"
        "    [12, 13, 14, 15],\n"
        "]], [[\n"
        "    [16, 17, 18, 19],\n"
    )
    row = np.arange(40, dtype=np.int16)
    assert literal(row) == f"np.array(\n    {row.tolist()},\n    dtype='int16'\n)"


values = arrays.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4).flatmap(
    lambda shape: st.sampled_from(DTYPES).flatmap(lambda dtype: arrays.arrays(dtype, shape))
)


@given(values)
def test_any_array_comes_back_from_its_text(array) -> None:
    back = eval(literal(array), {"np": np})
    assert (back.shape, back.dtype) == (array.shape, array.dtype)
    np.testing.assert_array_equal(back, array)


scalars = st.one_of(st.integers(), st.floats(allow_nan=False), st.text(), st.booleans(), st.none())


@given(st.recursive(scalars, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=6))
def test_so_does_anything_else(value) -> None:
    back = eval(literal(value), {})
    assert back == value
    assert type(back) is type(value)
