"""Ways in which a program visits the images: from the padded images, the kernel, the result's shape, how far the loops
go and what a window spans to the result; `order` is that of the two loops.
"""

from collections.abc import Callable

import numpy as np

from checks.exercises.convolution.diagnosis.programs import UNWRITTEN, Order, Pair, Shape, Visit
from checks.model import Array


def over_places(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
    """Two loops over the places of the result."""
    result = np.full(shape, UNWRITTEN)
    for i, j in order(loops):
        result[:, i, j] = (padded[:, i : i + window[0], j : j + window[1]] * kernel).sum(axis=(1, 2))
    return result


def over_places_strictly(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
    """The same with np.tensordot, which stretches nothing."""
    result = np.full(shape, UNWRITTEN)
    for i, j in order(loops):
        result[:, i, j] = np.tensordot(padded[:, i : i + window[0], j : j + window[1]], kernel)
    return result


def over_taps(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
    """Two loops over the taps of the kernel, each of which adds a slice of the images; `loops` is the slices' size."""
    result = np.zeros(shape)
    for a in range(window[0]):
        for b in range(window[1]):
            result += padded[:, a : a + loops[0], b : b + loops[1]] * kernel[a, b]
    return result


def over_windows(padded: Array, kernel: Array, _shape: Shape, _loops: Pair, window: Pair, _order: Order) -> Array:
    """All windows at once: the result is as large as the padded images let it be."""
    windows = np.lib.stride_tricks.sliding_window_view(padded, window, (1, 2))
    found: Array = (windows * kernel).sum(axis=(3, 4))
    return found


def summed_over(*axes: int) -> Visit:
    """Two loops over the places, with the sum over other axes than rows and columns of the window."""

    def visit(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
        result = np.full(shape, UNWRITTEN)
        for i, j in order(loops):
            result[:, i, j] = (padded[:, i : i + window[0], j : j + window[1]] * kernel).sum(axis=axes)
        return result

    return visit


def around_places(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
    """Two loops over the places, with windows around each of them: a slice that begins below 0 is empty."""
    result = np.full(shape, UNWRITTEN)
    for i, j in order(loops):
        top, left = i - window[0] // 2, j - window[1] // 2
        taken = padded[:, top : top + window[0], left : left + window[1]]
        result[:, i, j] = (taken * kernel).sum(axis=(1, 2))
    return result


def windows_to_one_end(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
    """Two loops over the places, with windows that begin at each of them and all end where the first one does."""
    result = np.full(shape, UNWRITTEN)
    for i, j in order(loops):
        result[:, i, j] = (padded[:, i : window[0], j : window[1]] * kernel).sum(axis=(1, 2))
    return result


def after(change: Callable[[Array], Array]) -> Visit:
    """The usual two loops, and something done to their result."""

    def visit(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
        return change(over_places(padded, kernel, shape, loops, window, order))

    return visit


def of_kernel(change: Callable[[Array], Array]) -> Visit:
    """The usual two loops with another kernel."""

    def visit(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
        return over_places(padded, change(kernel), shape, loops, window, order)

    return visit


VISITS: tuple[Visit, ...] = (over_places, over_taps, over_places_strictly)
