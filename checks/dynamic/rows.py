"""Results that are sets of rows: which of the rows that came back stands for which of the right ones.

Rows that can stand for each other lie near each other in every column. So rows whose values a gap parts, in whichever
column, are told apart at once; those that are left lie in small groups, in which as many are paired as can be.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from checks.dynamic.tolerance import within
from checks.model import Array

BESIDE = "Rows may come in any order: those that are shown beside each other are the nearest."
MOST_COMPARED = 1 << 24  # values: half a second's work. Groups beyond that keep the order in which they were sorted,
MOST_GROUPS = 1 << 10  # and so do those beyond these
MOST_KEYS = 16  # columns of a part that rows are sorted by
AT_ONCE = 1 << 20  # values

Parts = tuple[Array, ...]


class Order(NamedTuple):
    """The parts with their rows in the order of the right ones, and whether every row stands for its right one."""

    parts: Parts
    every: bool


def in_order(came: Parts, right: Parts, tolerances: Sequence[float]) -> Order:
    """Put rows into the order of the right ones, as many as can be within the tolerance of each part.

    Parts (of the same shapes) that have rows have equally many, and go together; otherwise all stays as it is.
    """
    count = together(right)
    if not count:
        return Order(came, every=False)
    tables = [
        _Table(one.reshape(count, -1), other.reshape(count, -1), tolerance)
        for one, other, tolerance in zip(came, right, tolerances, strict=True)
        if one.ndim and one.size
    ]
    chosen, every = _chosen(tables, count)
    return Order(tuple(part[chosen] if part.ndim else part for part in came), every)


def together(right: Parts) -> int:
    """How many rows there are whose order may be any; 0 where there is no other order, or parts have not as many."""
    lengths = {len(part) for part in right if part.ndim}
    count = lengths.pop() if len(lengths) == 1 else 0
    return count if count > 1 and any(part.ndim and part.size for part in right) else 0


class _Table(NamedTuple):
    """The rows of one part, those that came and the right ones, and how far a value may be off."""

    came: Array
    right: Array
    tolerance: float

    def beside(self, rows: Array, others: Array) -> Array:
        """Whether each of these rows that came can stand for the right one at its side, bool."""
        pairs = within(self.came[rows], self.right[others], self.tolerance, nan=True)
        return np.asarray(pairs.all(axis=1))

    def near(self, rows: Array, others: Array) -> Array:
        """Which of these rows that came can stand for which of these right ones: (rows, others), bool."""
        pairs = within(self.came[rows][:, None], self.right[others][None], self.tolerance, nan=True)
        return np.asarray(pairs.all(axis=2))


def _chosen(tables: list[_Table], count: int) -> tuple[Array, bool]:
    """For each right row the number of the row that came to be set beside it."""
    groups = _groups(tables, count)
    came = _sorted([table.came for table in tables], groups[:count])
    right = _sorted([table.right for table in tables], groups[count:])
    least = np.minimum(*(np.bincount(each, minlength=2 * count) for each in (groups[:count], groups[count:])))
    one, other = _first_of(came, groups[:count], least), _first_of(right, groups[count:], least)
    fits = np.concatenate([*_fits(tables, one, other), np.zeros(0, np.bool_)])
    chosen = np.full(count, -1)
    chosen[other[fits]] = one[fits]
    _settle(tables, groups, np.unique(groups[count:][other[~fits]]), chosen)
    every = bool((chosen >= 0).all())
    chosen[right[chosen[right] < 0]] = came[~np.isin(came, chosen)]
    return chosen, every


def _groups(tables: list[_Table], count: int) -> Array:
    """A number for each row, those that came first: the same for all that may stand for each other."""
    groups = np.zeros(2 * count, np.int64)
    for table in tables:
        step = max(1, AT_ONCE // count)
        for start in range(0, table.came.shape[1], step):
            for columns in _columns(table.came[:, start : start + step], table.right[:, start : start + step]):
                rows = np.column_stack((groups, _parted(columns, table.tolerance)))
                groups = np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)
    return groups


def _columns(came: Array, right: Array) -> Iterator[Array]:
    """The values of all rows, of complex ones the real and then the imaginary parts."""
    yield np.concatenate([came.real.astype(np.float64), right.real.astype(np.float64)])
    if "c" in (came.dtype.kind, right.dtype.kind):
        yield np.concatenate([came.imag.astype(np.float64), right.imag.astype(np.float64)])


@np.errstate(invalid="ignore")
def _parted(columns: Array, tolerance: float) -> Array:
    """Numbers in the place of the values of each column, other ones on the two sides of each gap."""
    order = np.argsort(columns, axis=0, kind="stable")
    values = np.take_along_axis(columns, order, axis=0)
    before, after = values[:-1], values[1:]
    together = (after - before <= tolerance) | (after == before) | (np.isnan(after) & np.isnan(before))
    numbers = np.zeros(columns.shape, np.int64)
    np.cumsum(~together, axis=0, out=numbers[1:])
    parted = np.empty_like(numbers)
    np.put_along_axis(parted, order, numbers, axis=0)
    return parted


def _sorted(parts: list[Array], groups: Array) -> Array:
    """The numbers of the rows, group by group, in each by their first values."""
    keys = [column for part in parts for column in part[:, :MOST_KEYS].T]
    return np.lexsort((*reversed([key.real for key in keys]), groups))


def _first_of(rows: Array, groups: Array, counts: Array) -> Array:
    """Of rows that are sorted by their groups the first so many of each."""
    own = groups[rows]
    starts = np.searchsorted(own, own)
    return rows[np.arange(len(rows)) - starts < counts[own]]


def _fits(tables: list[_Table], came: Array, right: Array) -> Iterator[Array]:
    """Whether each of these rows that came can stand for the right one beside it, in pieces."""
    step = max(1, AT_ONCE // sum(table.came.shape[1] for table in tables))
    for start in range(0, len(came), step):
        rows, others = came[start : start + step], right[start : start + step]
        each = [
            within(table.came[rows], table.right[others], table.tolerance, nan=True).all(axis=1) for table in tables
        ]
        yield np.logical_and.reduce(each)


def _settle(tables: list[_Table], groups: Array, unsettled: Array, chosen: Array) -> None:
    """Pair within each of these groups as many as can be; `chosen` is written."""
    count, left = len(chosen), MOST_COMPARED
    width = sum(table.came.shape[1] for table in tables)
    for group in unsettled[:MOST_GROUPS]:
        came, right = np.flatnonzero(groups[:count] == group), np.flatnonzero(groups[count:] == group)
        values = len(came) * len(right) * width
        if values <= left:
            left -= values
            chosen[right] = _paired(np.logical_and.reduce([_near(table, came, right) for table in tables]), came)


def _near(table: _Table, came: Array, right: Array) -> Array:
    step = max(1, AT_ONCE // (len(right) * table.came.shape[1]))
    return np.concatenate([table.near(came[start : start + step], right) for start in range(0, len(came), step)])


def _paired(near: Array, came: Array) -> Array:
    """For each right row one that came and is near, -1 for none: as many as can be."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import maximum_bipartite_matching

    found = maximum_bipartite_matching(csr_matrix(near), perm_type="row")
    return np.where(found >= 0, came[np.maximum(found, 0)], -1)
