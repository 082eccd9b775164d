"""The ways in which a program visits the images: which windows, which products are summed, where sums are stored."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from checks.exercises.convolution.diagnosis.programs import UNWRITTEN, Order, Pair, Sides
from checks.model import Array


class Span(NamedTuple):
    """Along one axis: how far a loop goes, how far the window moves each time, and what it spans."""

    loops: int
    step: int
    window: int


Walk = Callable[[Span], Iterable[tuple[int, slice]]]
"""Where each value is stored, and the rows or columns that it is worked out from."""

Spans = tuple[Span, Span]
Shape = tuple[int, ...]


class Visit(NamedTuple):
    """What is done at each place of the result, and the shape of that.

    `run` takes the padded images, the kernel, the size of the result, the spans of both axes, the sides and the order
    of the loops.
    """

    run: Callable[[Array, Array, Pair, Spans, Sides, Order], Array]
    shape: Callable[[Pair, Sides], Shape]


def by_stride(span: Span) -> Iterable[tuple[int, slice]]:
    """As it should be: value i comes from the window that begins at i times the stride."""
    loops, step, window = span
    return [(i, slice(i * step, i * step + window)) for i in range(loops)]


Inner = Callable[[Array, Array, Array, int, int, Sides], None]
"""Stores in the result what is made of a window and the kernel, at this place."""

More = Callable[[Sides], Shape]
"""The axes of the result behind rows and columns."""


def visit(inner: Inner, more: More, rows: Walk = by_stride, columns: Walk | None = None) -> Visit:
    """Two loops over the places of the result."""
    across = rows if columns is None else columns

    def run(padded: Array, kernel: Array, size: Pair, spans: Spans, sides: Sides, order: Order) -> Array:
        result = np.full((sides.m, *size, *more(sides)), UNWRITTEN)
        downwards, to_right = list(rows(spans[0])), list(across(spans[1]))
        for row, column in order((len(downwards), len(to_right))):
            (i, down), (j, right) = downwards[row], to_right[column]
            inner(result, padded[:, down, right], kernel, i, j, sides)
        return result

    return Visit(run, lambda size, sides: (sides.m, *size, *more(sides)))


def none_more(_sides: Sides) -> Shape:
    """No axis behind rows and columns."""
    return ()


def of_kernels(sides: Sides) -> Shape:
    """One value for each kernel."""
    return (sides.nc,)


def summed(result: Array, window: Array, kernel: Array, i: int, j: int, _sides: Sides) -> None:
    """One kernel: the products are summed over all axes but that of the images."""
    result[:, i, j] = (window * kernel).sum(axis=(1, 2, 3)[: kernel.ndim])


def contracted(result: Array, window: Array, kernel: Array, i: int, j: int, _sides: Sides) -> None:
    """The same with np.tensordot, which stretches nothing; several kernels at once."""
    result[:, i, j] = np.tensordot(window, kernel, axes=min(kernel.ndim, 3))


def each_kernel(result: Array, window: Array, kernel: Array, i: int, j: int, sides: Sides) -> None:
    """One kernel after the other."""
    for z in range(sides.nc):
        result[:, i, j, z] = (window * kernel[..., z]).sum(axis=(1, 2, 3))


def over_taps(padded: Array, kernel: Array, size: Pair, spans: Spans, sides: Sides, _order: Order) -> Array:
    """Two loops over the taps of the kernel, each of which adds a slice of the images."""
    (oh, down, kh), (ow, right, kw) = spans
    result = np.zeros((sides.m, *size, *kernel.shape[3:]))
    for a in range(kh):
        for b in range(kw):
            pixels = padded[:, a : a + oh * down : down, b : b + ow * right : right]
            taken, tap = pixels[:, :oh, :ow], kernel[a, b]
            result += taken * tap if kernel.ndim == 2 else taken @ tap
    return result


class Ways(NamedTuple):
    """The right ways to visit, of one task: what is stored at each place, and the axes behind rows and columns."""

    inners: tuple[Inner, ...]
    more: More

    def visits(self, rows: Walk = by_stride, columns: Walk | None = None) -> list[Visit]:
        """With these walks along rows and columns."""
        return [visit(inner, self.more, rows, columns) for inner in self.inners]

    def every(self) -> list[Visit]:
        """Every right way."""
        return [*self.visits(), Visit(over_taps, lambda size, sides: (sides.m, *size, *self.more(sides)))]


def ways(kernel_axes: int) -> Ways:
    """Those of a kernel with this many axes."""
    if kernel_axes == 4:
        return Ways((each_kernel, contracted), of_kernels)
    return Ways((summed, contracted), none_more)
