"""Lengths along an axis as students write them: of the result, of the loops, of a window, of the zeros."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from checks.exercises.convolution.diagnosis.programs import Pads, Part, Sides

ROWS, COLUMNS = 0, 1
NAMES = (
    {"n": "h", "k": "kh", "p": "ph", "all": "padded rows", "s": "sh"},
    {"n": "w", "k": "kw", "p": "pw", "all": "padded columns", "s": "sw"},
)


class Axis(NamedTuple):
    """The sides that belong to one axis; `all` is that of the padded images."""

    n: int
    k: int
    p: int
    all: int
    s: int = 1


class Length(NamedTuple):
    """A length along one axis, and how it is written."""

    written: str
    of: Callable[[Axis], int]

    def on(self, axis: int) -> str:
        """As it is written for the rows or for the columns."""
        return self.written.format(**NAMES[axis])


class Zeros(NamedTuple):
    """The zeros before and after one axis."""

    before: Length
    after: Length


def axes(sides: Sides) -> tuple[Axis, Axis]:
    """The sides of the rows and of the columns."""
    rows = Axis(sides.h, sides.kh, sides.ph, sides.rows, sides.sh)
    return rows, Axis(sides.w, sides.kw, sides.pw, sides.columns, sides.sw)


def on_columns(told: str) -> str:
    """What is said of the rows, of the columns."""
    return re.sub(r"\b([ks]?)h\b", r"\1w", re.sub(r"\bi\b", "j", told)).replace(" row", " column")


def part(rows: Length, columns: Length | None = None) -> Part:
    """A part of a program that goes by one length on the rows, and by this or another one on the columns."""

    def lengths(sides: Sides) -> tuple[int, int]:
        vertical, horizontal = axes(sides)
        return rows.of(vertical), (columns or rows).of(horizontal)

    return lengths


def pads(rows: Zeros, columns: Zeros | None = None) -> Callable[[Sides], Pads]:
    """The zeros of a program, on the rows and on the columns."""
    across = columns or rows

    def zeros(sides: Sides) -> Pads:
        vertical, horizontal = axes(sides)
        return (
            (0, 0),
            (rows.before.of(vertical), rows.after.of(vertical)),
            (across.before.of(horizontal), across.after.of(horizontal)),
        )

    return zeros


NONE = Length("0", lambda a: 0)
ONE, TWO = Length("1", lambda a: 1), Length("2", lambda a: 2)
WHOLE, TAPS, PADDING = Length("{n}", lambda a: a.n), Length("{k}", lambda a: a.k), Length("{p}", lambda a: a.p)
HALF, LESS_HALF = Length("{k} // 2", lambda a: a.k // 2), Length("({k} - 1) // 2", lambda a: (a.k - 1) // 2)
ONE_LESS = Length("{k} - 1", lambda a: a.k - 1)
ODD = Length("2 * ({k} // 2) + 1", lambda a: 2 * (a.k // 2) + 1)
DOUBLE = Length("2 * {p}", lambda a: 2 * a.p)
FITTING = Length("{all} - {k} + 1", lambda a: a.all - a.k + 1)
VALID = Length("{n} - {k} + 1", lambda a: a.n - a.k + 1)
PADDED = Length("{n} + 2 * {p} - {k} + 1", lambda a: a.n + 2 * a.p - a.k + 1)

NO_ZEROS = Zeros(NONE, NONE)
BOTH_HALVES = Zeros(HALF, HALF)


def name_of_loops(length: Length, wanted: Length, examples: Iterable[Axis]) -> str:
    """The name of loops that go so far, where the result is as long as is `wanted`."""
    pairs = [(length.of(axis), wanted.of(axis)) for axis in examples]
    if all(gone <= asked for gone, asked in pairs):
        return "unfilled_outputs"
    return "range_too_long" if all(gone >= asked for gone, asked in pairs) else "range_of_other_size"
