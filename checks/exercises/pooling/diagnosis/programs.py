"""Solutions in parts, any of which may be wrong, run as a student's program runs: with numpy's own slices and
broadcasting.

What a student did is known when such a program does the same in every call, crashes included: a slice ends with the
array, a maximum of nothing crashes where a mean is NaN, and no rule about values says when.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.pooling.diagnosis.calls import Call, Calls, same
from checks.exercises.pooling.exceptions import kind
from checks.model import Array

Pair = tuple[int, int]
UNWRITTEN = np.nan
NAMES = ({"n": "h", "k": "kh", "s": "sh", "i": "i"}, {"n": "w", "k": "kw", "s": "sw", "i": "j"})
ROWS, COLUMNS = 0, 1


class Sides(NamedTuple):
    """The sides that a part of a program goes by."""

    h: int
    w: int
    kh: int
    kw: int
    sh: int
    sw: int


class Axis(NamedTuple):
    """The side, the window and the stride along one axis."""

    n: int
    k: int
    s: int


class Length(NamedTuple):
    """A length along one axis, and how it is written."""

    written: str
    of: Callable[[Axis], int]

    def on(self, axis: int) -> str:
        """As it is written for the rows or for the columns."""
        return self.written.format(**NAMES[axis])


class Place(NamedTuple):
    """Where along one axis a window begins or ends, by the index of the loop over this axis."""

    written: str
    of: Callable[[Axis, int], int]


Lengths = Callable[[Sides], Pair]
Places = Callable[[Sides, int, int], Pair]
Take = Callable[[Array, Sides, str], Array]


def axes(sides: Sides) -> tuple[Axis, Axis]:
    """The sides of the rows and of the columns."""
    return Axis(sides.h, sides.kh, sides.sh), Axis(sides.w, sides.kw, sides.sw)


def lengths(rows: Length, columns: Length | None = None) -> Lengths:
    """A part of a program that goes by one length on the rows, and by this or another one on the columns."""

    def both(sides: Sides) -> Pair:
        vertical, horizontal = axes(sides)
        return rows.of(vertical), (columns or rows).of(horizontal)

    return both


def places(rows: Place, columns: Place | None = None) -> Places:
    """Where windows begin or end, on the rows and on the columns."""

    def both(sides: Sides, i: int, j: int) -> Pair:
        vertical, horizontal = axes(sides)
        return rows.of(vertical, i), (columns or rows).of(horizontal, j)

    return both


class Program(NamedTuple):
    """The size of the result, how far the loops go, where windows begin and end, what is taken of one, and the zeros
    before and after rows and columns; `channels` says whether the result has an axis of them. Two loops go over the
    places of the result, or, where it is `by_taps`, over those of a window, and change arrays or make them anew;
    `stored` is the place of the result by the indices of the loops."""

    size: Lengths
    loops: Lengths
    begin: Places
    end: Places
    take: Take
    zeros: Callable[[Sides], tuple[Pair, Pair]] | None = None
    channels: bool = True
    by_taps: Literal["", "in place", "anew"] = ""
    stored: Callable[[int, int], Pair] = lambda i, j: (i, j)

    def explains(self, calls: Calls) -> bool:
        """Whether this program does in every call what the student's did."""
        return all(self._agrees(call, calls.show_memory) for call in calls.by_turns)

    def _agrees(self, call: Call, memory_shows: bool) -> bool:
        if call.other_type:
            return False
        try:
            predicted = self._run(call)
        except (ValueError, IndexError) as error:
            return call.crashed and kind(call.message) == kind(str(error)) != ""
        if call.crashed or (call.shape is not None and call.shape != predicted.shape):
            return False
        return call.array is None or _is(call.array, predicted, memory_shows)

    def _run(self, call: Call) -> Array:
        sides = Sides(call.h, call.w, call.kh, call.kw, call.sh, call.sw)
        images = call.images
        if self.zeros:
            around = self.zeros(sides)
            images = np.pad(images, ((0, 0), *around, (0, 0)))
            sides = sides._replace(h=images.shape[1], w=images.shape[2])
        shape = (call.m, *self.size(sides), *((call.c,) if self.channels else ()))
        result = np.full(shape, UNWRITTEN)
        return (self._over_taps if self.by_taps else self._over_places)(images, result, sides, call.mode)

    def _over_places(self, images: Array, result: Array, sides: Sides, mode: str) -> Array:
        rows, columns = self.loops(sides)
        for i in range(rows):
            for j in range(columns):
                (top, left), (bottom, right) = self.begin(sides, i, j), self.end(sides, i, j)
                row, column = self.stored(i, j)
                result[:, row, column] = self.take(images[:, top:bottom, left:right], sides, mode)
        return result

    def _over_taps(self, images: Array, result: Array, sides: Sides, mode: str) -> Array:
        (kh, kw), (down, across) = self.end(sides, 0, 0), self.begin(sides, 1, 1)
        rows, columns = self.loops(sides)
        largest, total = np.full(result.shape, -np.inf), np.zeros(result.shape)
        for u in range(kh):
            for v in range(kw):
                part = images[:, u : u + rows * down : down, v : v + columns * across : across]
                if self.by_taps == "anew":
                    largest, total = np.maximum(largest, part), total + part
                else:
                    np.maximum(largest, part, out=largest)
                    total += part
        return largest if mode == "max" else total / (sides.kh * sides.kw)


def _is(array: Array, predicted: Array, memory_shows: bool) -> bool:
    """Whether an array is the one predicted; what is not written is one number, or whatever the memory held."""
    unwritten = np.isnan(predicted)
    if not unwritten.any():
        return same(array, predicted)
    rest = array[unwritten]
    written = same(np.where(unwritten, 0, array), np.where(unwritten, 0, predicted))
    return written and (memory_shows or bool(np.isnan(rest).all()) or bool(rest.min() == rest.max()))


class Mistake(NamedTuple):
    """A program with one mistake, and what it is called; where another does the same, `seen` is the kind of line by
    which it is known."""

    named: Named
    program: Program
    seen: str = ""


# --- right parts ------------------------------------------------------------------------------------------------------

SIZE = Length("({n} - {k}) // {s} + 1", lambda a: (a.n - a.k) // a.s + 1)
BEGIN = Place("{i} * {s}", lambda a, i: i * a.s)
END = Place("{i} * {s} + {k}", lambda a, i: i * a.s + a.k)


def average(window: Array, axis: tuple[int, ...] | None) -> Array:
    """The mean over some axes: NaN where there is nothing, as numpy has it, without its warning."""
    total = np.asarray(window.sum(axis=axis))
    found: Array = total / (window.size // total.size if total.size else 0)
    return found


def largest(window: Array, _sides: Sides) -> Array:
    """The largest value of each window (m, rows, columns, c): (m, c)."""
    found: Array = window.max(axis=(1, 2))
    return found


def mean(window: Array, _sides: Sides) -> Array:
    """The mean of the values that a window has."""
    return average(window, (1, 2))


def sum_by_size(window: Array, sides: Sides) -> Array:
    """The sum, divided by how many values a whole window has."""
    found: Array = window.sum(axis=(1, 2)) / (sides.kh * sides.kw)
    return found


def by_mode(of_max: Callable[[Array, Sides], Array], of_avg: Callable[[Array, Sides], Array]) -> Take:
    """What is taken of a window, by the mode."""
    return lambda window, sides, mode: (of_max if mode == "max" else of_avg)(window, sides)


RIGHT = Program(lengths(SIZE), lengths(SIZE), places(BEGIN), places(END), by_mode(largest, mean))
RIGHTS = (
    RIGHT,
    RIGHT._replace(take=by_mode(largest, sum_by_size)),
    RIGHT._replace(by_taps="in place"),
    RIGHT._replace(by_taps="anew"),
)
# Sizes that are right where windows fit, and differ where another side lets a size be below 0.
CUT = tuple(
    RIGHT._replace(size=lengths(length), loops=lengths(length))
    for length in (
        Length("int(({n} - {k}) / {s} + 1)", lambda a: int((a.n - a.k) / a.s + 1)),
        Length("int(({n} - {k}) / {s}) + 1", lambda a: int((a.n - a.k) / a.s) + 1),
    )
)
