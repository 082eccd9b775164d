"""Rows in any order: whatever can be paired within the tolerance is, and what cannot is not."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.dynamic import rows
from checks.dynamic.rows import in_order, together
from checks.dynamic.tolerance import within

TABLE = np.array([[3.0, 1.0], [1.0, 2.0], [1.0, 0.0], [2.0, 2.0]])


def fits(came: np.ndarray, right: np.ndarray, tolerance: float) -> bool:
    return bool(within(came, right, tolerance, nan=True).all())


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(TABLE, id="floats"),
        pytest.param(TABLE.astype(int), id="integers"),
        pytest.param(TABLE > 1, id="truth values"),
        pytest.param(TABLE + 1j * TABLE[:, ::-1], id="complex numbers"),
        pytest.param(TABLE[:, 0], id="one axis"),
        pytest.param(np.stack([TABLE, -TABLE], axis=2), id="three axes"),
        pytest.param(np.where(TABLE > 2, np.nan, TABLE), id="nan"),
        pytest.param(np.where(TABLE > 2, np.inf, -np.inf), id="infinities"),
        pytest.param(np.ones((4, 3)), id="rows that are alike"),
        pytest.param(np.array([[2**60 + 1], [2**60]]), id="large integers next to each other"),
    ],
)
def test_rows_in_any_order_are_put_into_the_right_one(table: np.ndarray) -> None:
    for order in permutations(range(len(table))):
        (found,), every = in_order((table[list(order)],), (table,), [0.0])
        assert every
        assert np.array_equal(found, table, equal_nan=table.dtype.kind in "fc")


def test_the_rows_of_all_parts_go_together() -> None:
    right = (np.array([1, 1, 2]), np.array([5.0, 6.0, 5.0]), np.array(9))
    order = [2, 1, 0]
    found = in_order((right[0][order], right[1][order], right[2]), right, [0.0] * 3)
    assert found.every
    assert all(map(np.array_equal, found.parts, right))
    apart = in_order((right[0][order], right[1][[1, 0, 2]], right[2]), right, [0.0] * 3)
    assert not apart.every


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        ((np.ones((3, 2)),), 3),
        ((np.ones(3), np.ones((3, 2)), np.array(1)), 3),
        ((np.ones(3), np.ones(2)), 0),
        ((np.array(1),), 0),
        ((np.ones((1, 2)),), 0),
        ((np.ones((0, 2)),), 0),
        ((np.ones((2, 0)),), 0),
    ],
)
def test_where_there_is_no_other_order_or_parts_have_not_as_many_rows_all_stays(parts, count: int) -> None:
    assert together(parts) == count
    if not count:
        assert in_order(parts, parts, [0.0] * len(parts)).parts is parts


def test_rows_that_rounding_puts_into_another_order_are_matched() -> None:
    right = np.array([[1.0, 7.0], [1.0, 3.0], [1.0, 5.0]])
    came = right[[1, 2, 0]] + np.array([[0.0, 0], [2e-16, 0], [-1e-16, 0]])
    (found,), every = in_order((came,), (right,), [1e-12])
    assert every
    assert fits(found, right, 1e-12)


def test_a_row_makes_room_for_one_that_stands_nowhere_else() -> None:
    """In each column all lie near each other, and sorting by the first one pairs what does not fit."""
    right = np.array([[0.0, 0.0], [0.6, 0.9], [1.2, 0.0]])
    came = np.array([[0.7, 0.0], [0.5, 0.8], [0.1, 0.1]])[[2, 0, 1]]
    (found,), every = in_order((came,), (right,), [0.9])
    assert every
    assert fits(found, right, 0.9)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), count=st.integers(2, 5), columns=st.integers(1, 3))
def test_as_many_are_paired_as_can_be(data: st.DataObject, count: int, columns: int) -> None:
    values = st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, np.nan, np.inf])
    right, came = (
        np.array(
            data.draw(st.lists(st.lists(values, min_size=columns, max_size=columns), min_size=count, max_size=count))
        )
        for _ in range(2)
    )
    tolerance = data.draw(st.sampled_from([0.0, 0.5, 1.0]))
    (found,), every = in_order((came,), (right,), [tolerance])
    best = max(
        sum(fits(came[row], right[place], tolerance) for place, row in enumerate(order))
        for order in permutations(range(count))
    )
    assert sum(fits(row, other, tolerance) for row, other in zip(found, right, strict=True)) == best
    assert every == (best == count)
    assert sorted(map(str, found.tolist())) == sorted(map(str, came.tolist()))


def test_many_rows_are_put_in_order_whatever_is_wrong_with_them() -> None:
    random = np.random.default_rng(0)
    right = random.standard_normal((50_000, 4))
    came = random.permutation(right)
    assert in_order((came,), (right,), [1e-9]).every
    came[7] += 1
    (found,), every = in_order((came,), (right,), [1e-9])
    assert not every
    assert np.count_nonzero((found != right).any(axis=1)) == 1


def test_groups_that_are_too_large_keep_the_order_in_which_they_were_sorted(monkeypatch) -> None:
    monkeypatch.setattr(rows, "MOST_COMPARED", 1)
    right = np.array([[0.0, 0.0], [0.5, 0.9]])
    (found,), every = in_order((right[::-1],), (right,), [0.9])
    assert every
    assert np.array_equal(found, right)
