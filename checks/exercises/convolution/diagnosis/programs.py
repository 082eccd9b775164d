"""Solutions in parts, any of which may be wrong, run as a student's program runs: with numpy's own broadcasting.

What a student did is known when such a program does the same in every call, crashes included: numpy stretches one row
to three, and crashes on two, and no rule about values says when.
"""

from collections.abc import Callable
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
Visit = Callable[[Array, Array, Shape, Pair, Pair], Array]


class Program(NamedTuple):
    """The zeros around the images, the size of the result, how far the loops go, what a window spans, and the way in
    which they work together."""

    pads: Callable[[Sides], Pads]
    size: Part
    loops: Part
    window: Part
    visit: Visit

    def explains(self, calls: Calls) -> bool:
        """Whether this program does in every call what the student's did."""
        return all(self._agrees(call, calls.show_memory) for call in calls.by_turns)

    def _agrees(self, call: Call, memory_shows: bool) -> bool:
        sides = Sides(call.h, call.w, call.kh, call.kw, call.ph, call.pw)
        pads = self.pads(sides)
        sides = sides._replace(rows=call.h + sum(pads[1]), columns=call.w + sum(pads[2]))
        shape = (call.m, *self.size(sides))
        if call.other_type or (call.shape is not None and call.shape != shape):
            return False
        try:
            padded = _padded(call.images, pads)
            predicted = self.visit(padded, call.kernel, shape, self.loops(sides), self.window(sides))
        except (ValueError, IndexError) as error:
            return call.crashed and _alike(call.message, f"{type(error).__name__}: {error}")
        return not call.crashed and (call.array is None or _is(call.array, predicted, memory_shows, call.precision))


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


# --- ways to visit: padded images, kernel, the result's shape, how far the loops go, what a window spans --------------


def over_places(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair) -> Array:
    """Two loops over the places of the result."""
    result = np.full(shape, UNWRITTEN)
    for i in range(loops[0]):
        for j in range(loops[1]):
            result[:, i, j] = (padded[:, i : i + window[0], j : j + window[1]] * kernel).sum(axis=(1, 2))
    return result


def over_places_strictly(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair) -> Array:
    """The same with np.tensordot, which stretches nothing."""
    result = np.full(shape, UNWRITTEN)
    for i in range(loops[0]):
        for j in range(loops[1]):
            result[:, i, j] = np.tensordot(padded[:, i : i + window[0], j : j + window[1]], kernel)
    return result


def over_taps(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair) -> Array:
    """Two loops over the taps of the kernel, each of which adds a slice of the images; `loops` is the slices' size."""
    result = np.zeros(shape)
    for a in range(window[0]):
        for b in range(window[1]):
            result += padded[:, a : a + loops[0], b : b + loops[1]] * kernel[a, b]
    return result


def over_windows(padded: Array, kernel: Array, _shape: Shape, _loops: Pair, window: Pair) -> Array:
    """All windows at once: the result is as large as the padded images let it be."""
    windows = np.lib.stride_tricks.sliding_window_view(padded, window, (1, 2))
    found: Array = (windows * kernel).sum(axis=(3, 4))
    return found


def summed_over(*axes: int) -> Visit:
    """Two loops over the places, with the sum over other axes than rows and columns of the window."""

    def visit(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair) -> Array:
        result = np.full(shape, UNWRITTEN)
        for i in range(loops[0]):
            for j in range(loops[1]):
                result[:, i, j] = (padded[:, i : i + window[0], j : j + window[1]] * kernel).sum(axis=axes)
        return result

    return visit


def around_places(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair) -> Array:
    """Two loops over the places, with windows around each of them: a slice that begins below 0 is empty."""
    result = np.full(shape, UNWRITTEN)
    for i in range(loops[0]):
        for j in range(loops[1]):
            top, left = i - window[0] // 2, j - window[1] // 2
            taken = padded[:, top : top + window[0], left : left + window[1]]
            result[:, i, j] = (taken * kernel).sum(axis=(1, 2))
    return result


def windows_to_one_end(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair) -> Array:
    """Two loops over the places, with windows that begin at each of them and all end where the first one does."""
    result = np.full(shape, UNWRITTEN)
    for i in range(loops[0]):
        for j in range(loops[1]):
            result[:, i, j] = (padded[:, i : window[0], j : window[1]] * kernel).sum(axis=(1, 2))
    return result


VISITS: tuple[Visit, ...] = (over_places, over_taps, over_places_strictly)


class Mistake(NamedTuple):
    """A program with one mistake, and what it is called; where another does the same, `seen` is the kind of line by
    which it is known."""

    named: Named
    program: Program
    seen: str = ""
