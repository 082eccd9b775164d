"""Solutions in parts, any of which may be wrong, run as a student's program runs: with numpy's own broadcasting.

What a student did is known when such a program does the same in every call, crashes included: numpy stretches one row
to three, and crashes on two, and no rule about values says when.
"""

from collections.abc import Callable, Iterable
from itertools import product
from typing import NamedTuple

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.calls import Call, Calls, same
from checks.exercises.convolution.exceptions import beyond, clash, kind
from checks.model import Array

Pair = tuple[int, int]
Pads = tuple[Pair, Pair, Pair]  # before and after images, rows and columns
UNWRITTEN = np.nan


class Sides(NamedTuple):
    """The sides that a part of a program goes by; `rows` and `columns` are those of the padded images.

    The stride, the channels and the number of kernels are 1 where a task has none.
    """

    h: int
    w: int
    kh: int
    kw: int
    ph: int
    pw: int
    rows: int = 0
    columns: int = 0
    sh: int = 1
    sw: int = 1
    c: int = 1
    nc: int = 1
    m: int = 1


Part = Callable[[Sides], Pair]
Shape = tuple[int, int, int]
Order = Callable[[Pair], Iterable[Pair]]
Visit = Callable[[Array, Array, Shape, Pair, Pair, Order], Array]


def rows_first(loops: Pair) -> Iterable[Pair]:
    """The places of two loops, of which that over the rows is the outer one."""
    return product(range(loops[0]), range(loops[1]))


def columns_first(loops: Pair) -> Iterable[Pair]:
    """The same places, the columns outside: another one is the first that does not fit."""
    return ((i, j) for j in range(loops[1]) for i in range(loops[0]))


class Program(NamedTuple):
    """The zeros around the images, the size of the result, how far the loops go, what a window spans, and the way in
    which they work together; `around` are zeros that are put around the result."""

    pads: Callable[[Sides], Pads]
    size: Part
    loops: Part
    window: Part
    visit: Visit
    around: Callable[[Sides], Pads] | None = None

    def explains(self, calls: Calls) -> bool:
        """Whether this program does in every call what the student's did, with its loops in one order or the other."""
        return any(
            all(self.agrees(call, order, memory_shows=calls.show_memory) for call in calls.by_turns)
            for order in orders(calls)
        )

    def agrees(self, call: Call, order: Order, *, memory_shows: bool) -> bool:
        """Whether this program does in this call what the student's did."""
        sides = Sides(call.h, call.w, call.kh, call.kw, call.ph, call.pw)
        pads = self.pads(sides)
        sides = sides._replace(rows=call.h + sum(pads[1]), columns=call.w + sum(pads[2]))
        inner = (call.m, *self.size(sides))
        around = self.around(sides) if self.around else None
        if call.other_type or (call.shape is not None and call.shape != _wider(inner, around)):
            return False
        try:
            padded = _padded(call.images, pads)
            predicted = self.visit(padded, call.kernel, inner, self.loops(sides), self.window(sides), order)
        except (ValueError, IndexError, TypeError) as error:
            return call.crashed and _alike(call.message, f"{type(error).__name__}: {error}")
        if call.crashed:
            return False
        predicted = _padded(predicted, around) if around else predicted
        return call.array is None or _is(call.array, predicted, memory_shows, call.precision)


def orders(calls: Calls) -> tuple[Order, ...]:
    """The orders of the loops that may tell: where nothing crashes, either gives the same."""
    return (rows_first, columns_first) if calls.crashed else (rows_first,)


def _wider(shape: Shape, around: Pads | None) -> Shape:
    if around is None:
        return shape
    (m, rows, columns), (first, down, across) = shape, map(sum, around)
    return m + first, rows + down, columns + across


def _padded(images: Array, pads: Pads) -> Array:
    if not any(map(any, pads)):
        return images
    (first, last), (top, bottom), (left, right) = pads
    m, h, w = images.shape
    padded = np.zeros((m + first + last, h + top + bottom, w + left + right))
    padded[first : first + m, top : top + h, left : left + w] = images
    return padded


def _alike(message: str, predicted: str) -> bool:
    """Whether two exceptions come from arrays that do not fit in the same way, and from the same window if from any."""
    if not kind(message) == kind(predicted) != "":
        return False
    return clash(message) == clash(predicted) and beyond(message) == beyond(predicted)


def _is(array: Array, predicted: Array, memory_shows: bool, precision: float) -> bool:
    """Whether an array is the one predicted; what is not written is one number, or whatever the memory held."""
    unwritten = np.isnan(predicted)
    if not unwritten.any():
        return same(array, predicted, precision)
    rest = array[unwritten]
    written = same(np.where(unwritten, 0, array), np.where(unwritten, 0, predicted), precision)
    return written and (memory_shows or bool(rest.min() == rest.max()))


class Mistake(NamedTuple):
    """A program with one mistake, and what it is called; where another does the same, `seen` is the kind of line by
    which it is known."""

    named: Named
    program: Program
    seen: str = ""
