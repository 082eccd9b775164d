"""The zeros of `same` along one axis, as students work them out: right, wrong, and with a side of the other axis.

Which formulas the rows follow, and which the columns, is told by the sizes of the results; what remains is run.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from checks.exercises.convolution.conventions import OF_SAME, ends
from checks.exercises.convolution.diagnosis.calls import Call
from checks.exercises.convolution.diagnosis.chosen.program import Around, Zeros, sides_of
from checks.exercises.convolution.diagnosis.lengths import axes
from checks.exercises.convolution.diagnosis.programs import Sides

Ends = tuple[int, int, int | None]
"""The zeros before and after one axis, and how many rows there are, where that does not follow from them."""

MIXED = ("", "n", "k", "s", "nk", "ns", "ks", "nks")


class Formula(NamedTuple):
    """The zeros along one axis from n, k and s; a name and words for a wrong one, the convention of a right one."""

    of: Callable[[int, int, int], Ends]
    id: str = ""
    written: str = ""
    convention: str = ""


class Axial(NamedTuple):
    """A formula, and which of n, k and s it takes from the other axis."""

    formula: Formula
    mixed: str

    def of(self, own: tuple[int, int, int], other: tuple[int, int, int]) -> Ends:
        """What it gives from n, k and s of its own axis and of the other one."""
        n, k, s = (b if name in self.mixed else a for name, a, b in zip("nks", own, other, strict=True))
        return self.formula.of(n, k, s)


def _of_convention(name: str) -> Formula:
    fits = OF_SAME[name].rows == "fitting"

    def of(n: int, k: int, s: int) -> Ends:
        before, after = ends(n, k, s)[name]
        return (before, before, None) if fits else (before, max(after, 0), (n + before + after - k) // s + 1)

    return Formula(of, convention=name)


def _both(id: str, written: str, of: Callable[[int, int, int], int]) -> Formula:
    """The same zeros on both sides."""

    def pair(n: int, k: int, s: int) -> Ends:
        zeros = of(n, k, s)
        return zeros, zeros, None

    return Formula(pair, id, written)


def _sized(written: str, of: Callable[[int, int, int], int], rows: str) -> Formula:
    """The same zeros on both sides, and a size of its own that they do not fit."""

    def pair(n: int, k: int, s: int) -> Ends:
        zeros = of(n, k, s)
        return zeros, zeros, {"h": n, "ceil(h / sh)": -(-n // s), "h // sh": n // s}[rows]

    return Formula(pair, "same_padding", f"{written}, and {rows} rows")


def _total(n: int, k: int, s: int) -> int:
    return (n - 1) * s + k - n


def _wrong() -> Iterator[Formula]:
    for more in (0, 1):
        for name, formulas in (("same_not_halved", (TOTAL,)), ("same_one_term_halved", TERMS)):
            for written, of in formulas:
                yield _both(name, f"{written}{' + 1' * more}", _plus(of, more))
    yield from (_both("same_padding", written, of) for written, of in OTHERS)
    for rows in ("h", "ceil(h / sh)", "h // sh"):
        yield from (_sized(written, of, rows) for written, of in HALVES)
    for written, of in (TOTAL, OTHERS[0]):
        yield _on_one_side(f"{written} before and 0 after", of, 1, 0)
        yield _on_one_side(f"0 before and {written} after", of, 0, 1)


def _plus(of: Callable[[int, int, int], int], more: int) -> Callable[[int, int, int], int]:
    return lambda n, k, s: of(n, k, s) + more


def _on_one_side(written: str, of: Callable[[int, int, int], int], before: int, after: int) -> Formula:
    return Formula(lambda n, k, s: (before * of(n, k, s), after * of(n, k, s), None), "one_sided_padding", written)


Written = tuple[str, Callable[[int, int, int], int]]
TOTAL: Written = ("(h - 1) * sh + kh - h", _total)
TERMS: tuple[Written, ...] = (
    ("(h - 1) * sh + (kh - h) // 2", lambda n, k, s: (n - 1) * s + (k - n) // 2),
    ("(h - 1) * sh + ceil((kh - h) / 2)", lambda n, k, s: (n - 1) * s - (n - k) // 2),
    ("(h - 1) * sh // 2 + kh - h", lambda n, k, s: (n - 1) * s // 2 + k - n),
    ("(h - 1) * sh + kh - h // 2", lambda n, k, s: (n - 1) * s + k - n // 2),
    ("(h - 1) * sh + kh - ceil(h / 2)", lambda n, k, s: (n - 1) * s + k + (-n) // 2),
    ("(h - 1) * sh + kh // 2 - h", lambda n, k, s: (n - 1) * s + k // 2 - n),
)
HALVES: tuple[Written, ...] = (
    ("T // 2 + 1 zeros", lambda n, k, s: _total(n, k, s) // 2 + 1),
    ("ceil(T / 2) zeros", lambda n, k, s: -(-_total(n, k, s) // 2)),
    ("T // 2 zeros", lambda n, k, s: _total(n, k, s) // 2),
    ("(kh - 1) // 2 zeros", lambda n, k, s: (k - 1) // 2),
    ("kh // 2 zeros", lambda n, k, s: k // 2),
)
OTHERS: tuple[Written, ...] = (
    ("kh - 1", lambda n, k, s: k - 1),
    ("kh", lambda n, k, s: k),
    ("kh // 2 + 1", lambda n, k, s: k // 2 + 1),
    ("(kh - 1) // 2 + 1", lambda n, k, s: (k + 1) // 2),
    ("1", lambda n, k, s: 1),
    ("2", lambda n, k, s: 2),
    ("h", lambda n, k, s: n),
    ("h // 2", lambda n, k, s: n // 2),
    ("(h * sh + kh - h) // 2", lambda n, k, s: (n * s + k - n) // 2),
    ("(h * sh + kh - h) // 2 + 1", lambda n, k, s: (n * s + k - n) // 2 + 1),
    ("ceil((h * sh + kh - h) / 2)", lambda n, k, s: -(-(n * s + k - n) // 2)),
    ("(h * sh + kh - h - 1) // 2", lambda n, k, s: (n * s + k - n - 1) // 2),
    ("((h - 1) * sh - kh + h) // 2", lambda n, k, s: ((n - 1) * s - k + n) // 2),
    ("((h - 1) * sh - kh + h) // 2 + 1", lambda n, k, s: ((n - 1) * s - k + n) // 2 + 1),
    ("((h - 1) * sh + kh) // 2", lambda n, k, s: ((n - 1) * s + k) // 2),
    ("((h - 1) * sh + kh) // 2 + 1", lambda n, k, s: ((n - 1) * s + k) // 2 + 1),
    ("((h - 1) * (sh + kh) - h) // 2", lambda n, k, s: ((n - 1) * (s + k) - n) // 2),
    ("(sh * (h - 1) + kh - 1) // 2", lambda n, k, s: (s * (n - 1) + k - 1) // 2),
    ("T // 2 + 2", lambda n, k, s: _total(n, k, s) // 2 + 2),
    ("ceil(T / 2) + 1", lambda n, k, s: -(-_total(n, k, s) // 2) + 1),
    ("(kh - sh) // 2", lambda n, k, s: (k - s) // 2),
    ("max(kh - sh, 0) // 2", lambda n, k, s: max(k - s, 0) // 2),
    ("ceil(max(kh - sh, 0) / 2)", lambda n, k, s: -(-max(k - s, 0) // 2)),
    ("kh // 2 * sh", lambda n, k, s: k // 2 * s),
    ("(kh - 1) // 2 * sh", lambda n, k, s: (k - 1) // 2 * s),
)
AS_VALID = _both("padding_kind", "0", lambda n, k, s: 0)
RIGHT = tuple(map(_of_convention, OF_SAME))
FORMULAS = (*RIGHT, AS_VALID, *_wrong())
MOST_TRIED = 300  # pairs of formulas


def pairs(calls: Sequence[Call]) -> Iterator[tuple[Axial, Axial]]:
    """The formulas of rows and columns that give the sizes of these results, those of one kind on both axes first; no
    two that give the same in every call."""
    rows, columns = (_fitting(calls, axis) for axis in (0, 1))
    every = list(product(rows, columns))
    every.sort(key=_unlikeliness)
    yield from every[:MOST_TRIED]


def _unlikeliness(pair: tuple[Axial, Axial]) -> tuple[bool, int, int]:
    rows, columns = pair
    mixtures = bool(rows.mixed) + bool(columns.mixed)
    wrong = bool(rows.formula.id) + bool(columns.formula.id)
    return rows.formula is not columns.formula, 2 * mixtures + wrong, len(rows.mixed) + len(columns.mixed)


def _fitting(calls: Sequence[Call], axis: int) -> list[Axial]:
    sides = [axes(sides_of(call)) for call in calls]
    own, other = ([(a.n, a.k, a.s) for a in (each[number] for each in sides)] for number in (axis, 1 - axis))
    wanted = [call.shape[1 + axis] if call.shape and len(call.shape) > 2 else None for call in calls]
    told = [index for index, size in enumerate(wanted) if size is not None]
    found: dict[tuple[Ends, ...], Axial] = {}
    for mixed in MIXED:
        for formula in FORMULAS:
            axial = Axial(formula, mixed)
            if all(_size(axial.of(own[i], other[i]), own[i]) == wanted[i] for i in told):
                found.setdefault(tuple(map(axial.of, own, other)), axial)
    return list(found.values())


def _size(found: Ends, own: tuple[int, int, int]) -> int:
    before, after, rows = found
    n, k, s = own
    return (n + before + after - k) // s + 1 if rows is None else rows


def zeros_of(rows: Axial, columns: Axial) -> Zeros:
    """The zeros of `same` by these formulas."""

    def zeros(sides: Sides) -> Around:
        vertical, horizontal = axes(sides)
        one, two = (vertical.n, vertical.k, vertical.s), (horizontal.n, horizontal.k, horizontal.s)
        found, across = rows.of(one, two), columns.of(two, one)
        return Around(found[:2], across[:2], (_size(found, one), _size(across, two)))

    return zeros
