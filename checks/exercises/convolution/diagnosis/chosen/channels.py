"""Mistakes with the channels and with several kernels: what is summed, which kernel is taken, where its result goes."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.chosen.program import Mistake, Program
from checks.exercises.convolution.diagnosis.chosen.visits import (
    Inner,
    More,
    Shape,
    Spans,
    Visit,
    none_more,
    of_kernels,
    visit,
)
from checks.exercises.convolution.diagnosis.programs import Order, Pair, Sides
from checks.model import Array

Taken = Callable[[Array, int], Array]
"""What is taken of the kernels for the kernel of this number."""


def mistakes(kernel_axes: int) -> Iterator[Mistake]:
    """Programs for a kernel with this many axes."""
    if kernel_axes == 2:
        for axes in SUMS_OF_GRAY:
            yield _mistake(Named("sum_axes", _axes_told(axes)), _summed(axes, _all), none_more)
    elif kernel_axes == 3:
        yield from _of_one_kernel()
    else:
        yield from _of_several_kernels()


def _mistake(named: Named, inner: Inner, more: More) -> Mistake:
    return Mistake(named, Program(visit(inner, more)))


def _all(kernel: Array, _z: int) -> Array:
    return kernel


def _of_channels(sides: Sides) -> Shape:
    return (sides.c,)


SUMS_OF_GRAY = ((1,), (2,), (0, 1), (0, 2), (0, 1, 2), None)
KEPT = "It goes over axis=(1, 2): the channels stay."
WRONG_SUMS = tuple(
    axes for count in (1, 2, 3) for axes in combinations(range(4), count) if axes not in ((1, 2), (1, 2, 3))
)


def _axes_told(axes: tuple[int, ...] | None) -> str:
    return "It goes over all axes." if axes is None else f"It goes over axis={axes[0] if len(axes) == 1 else axes}."


def _summed(axes: tuple[int, ...] | None, taken: Taken) -> Inner:
    def inner(result: Array, window: Array, kernel: Array, i: int, j: int, _sides: Sides) -> None:
        result[:, i, j] = (window * taken(kernel, 0)).sum(axis=axes)

    return inner


def _of_one_kernel() -> Iterator[Mistake]:
    yield _mistake(Named("channels_not_summed", KEPT), _summed((1, 2), _all), _of_channels)
    yield _mistake(Named("channels_not_summed", KEPT), _summed((1, 2), _all), none_more)
    told = "The result has an axis for the channels, all of which hold the same."
    yield _mistake(Named("channels_not_summed", told, "size"), _each_channel(all_summed=True), _of_channels)
    yield _mistake(Named("channels_not_summed", KEPT), _each_channel(all_summed=False), _of_channels)
    for told, inner in _one_channel():
        yield _mistake(Named("one_channel", told), inner, none_more)
    for axes in (*WRONG_SUMS, None):
        for more in (none_more, _of_channels):
            yield _mistake(Named("sum_axes", _axes_told(axes), "sum"), _summed(axes, _all), more)
    named = Named("channels_not_summed", "The result has an axis for the channels.", "size")
    yield _mistake(named, _whole, _of_channels)


def _whole(result: Array, window: Array, kernel: Array, i: int, j: int, _sides: Sides) -> None:
    result[:, i, j] = (window * kernel).sum(axis=(1, 2, 3))


def _each_channel(*, all_summed: bool) -> Inner:
    """A loop over the channels of the result."""

    def inner(result: Array, window: Array, kernel: Array, i: int, j: int, sides: Sides) -> None:
        for channel in range(sides.c):
            if all_summed:
                result[:, i, j, channel] = (window * kernel).sum(axis=(1, 2, 3))
            else:
                result[:, i, j, channel] = (window[..., channel] * kernel[..., channel]).sum(axis=(1, 2))

    return inner


def _one_channel() -> Iterator[tuple[str, Inner]]:
    """Only one channel of images or of the kernel is used; or that which a loop over the channels leaves."""
    for number, name in ((0, "first"), (-1, "last")):

        def both(result: Array, window: Array, kernel: Array, i: int, j: int, _: Sides, number: int = number) -> None:
            result[:, i, j] = (window[..., number] * kernel[..., number]).sum(axis=(1, 2))

        def of_kernel(
            result: Array, window: Array, kernel: Array, i: int, j: int, _: Sides, number: int = number
        ) -> None:
            result[:, i, j] = (window * kernel[..., number, None]).sum(axis=(1, 2, 3))

        def of_images(
            result: Array, window: Array, kernel: Array, i: int, j: int, _: Sides, number: int = number
        ) -> None:
            result[:, i, j] = (window[..., number, None] * kernel).sum(axis=(1, 2, 3))

        yield f"It is the {name} one.", both
        yield f"The kernel's {name} one is used for all.", of_kernel
        yield f"The images' {name} one is used for all.", of_images


def _index(*before: Any) -> Taken:
    """The kernel at this index, z where "z" stands."""
    return lambda kernel, z: np.asarray(kernel[tuple(z if part == "z" else part for part in before)])


EVERY = slice(None)
INDICES: tuple[tuple[str, Taken], ...] = (
    ("kernels[z]", _index("z")),
    ("kernels[:, z]", _index(EVERY, "z")),
    ("kernels[:, :, z]", _index(EVERY, EVERY, "z")),
)


def _each(taken: Taken, axes: tuple[int, ...] | None = (1, 2, 3), *, stored: bool = True, count: str = "nc") -> Inner:
    """A loop over the kernels: what is taken of them, what is summed, and whether z has a part in the place."""

    def inner(result: Array, window: Array, kernel: Array, i: int, j: int, sides: Sides) -> None:
        for z in range(_number(sides, count)):
            value = (window * taken(kernel, z)).sum(axis=axes)
            if stored:
                result[:, i, j, z] = value
            else:
                result[:, i, j] = value

    return inner


def _number(sides: Sides, count: str) -> int:
    found: int = getattr(sides, count)
    return found


def _numbered(count: str) -> More:
    """The axis of the result behind rows and columns, with another number than that of the kernels."""
    return lambda sides: (_number(sides, count),)


def _own(kernel: Array, z: int) -> Array:
    return kernel[..., z]


NUMBERS = {
    "c": "c, the number of channels, stands for nc",
    "kh": "kernels.shape[0], which is kh, stands for nc",
    "kw": "kernels.shape[1], which is kw, stands for nc",
}


def _of_several_kernels() -> Iterator[Mistake]:
    for count, told in NUMBERS.items():
        more = _numbered(count)
        yield _mistake(Named("number_of_kernels", f"Here {told}."), _each(_own, count=count), more)
        yield _mistake(Named("number_of_kernels", f"In the result {told}.", "size_kernels"), _each(_own), more)
        in_loop = Named("number_of_kernels", f"In the loop {told}.", "third_range")
        yield _mistake(in_loop, _each(_own, count=count), of_kernels)
        yield _mistake(Named("number_of_kernels", f"In the result {told}.", "size_kernels"), _contracted, more)
    for written, taken in INDICES:
        yield _mistake(Named("kernel_index", f"It is {written}."), _each(taken), of_kernels)
        yield _mistake(Named("kernel_index", f"It is {written}."), _each(taken, (1, 2)), of_kernels)
        yield _mistake(Named("kernel_index", f"It is {written}."), _each(taken, count="c"), _of_channels)
    for more in (of_kernels, none_more):
        lost = Program(visit(_each(_own, stored=False), more))
        yield Mistake(Named("store_index_lost"), lost, seen="third_range")
    for number, name in ((0, "first"), (-1, "last")):
        taken = _index(..., number)
        yield _mistake(Named("one_kernel", f"It is the {name} one."), _each(taken), of_kernels)
        yield _mistake(Named("one_kernel", f"It is the {name} one."), _summed((1, 2, 3), taken), none_more)
        yield _mistake(Named("one_kernel", f"It is the {name} one."), _summed_into_all(taken), of_kernels)
    for more in (of_kernels, none_more):
        yield _mistake(Named("kernels_summed"), _together, more)
    for axes in (*WRONG_SUMS, (1, 2), None):
        named = Named("channels_not_summed", KEPT) if axes == (1, 2) else Named("sum_axes", _axes_told(axes))
        yield _mistake(named, _each(_own, axes), of_kernels)
    yield Mistake(Named("kernels_first", "It is (m, nc, rows, columns)."), Program(_first(1)))
    yield Mistake(Named("kernels_first", "It is (nc, m, rows, columns)."), Program(_first(0)))


def _contracted(result: Array, window: Array, kernel: Array, i: int, j: int, _sides: Sides) -> None:
    result[:, i, j] = np.tensordot(window, kernel, axes=3)


def _summed_into_all(taken: Taken) -> Inner:
    def inner(result: Array, window: Array, kernel: Array, i: int, j: int, _sides: Sides) -> None:
        result[:, i, j] = (window * taken(kernel, 0)).sum(axis=(1, 2, 3))[:, None]

    return inner


def _together(result: Array, window: Array, kernel: Array, i: int, j: int, _sides: Sides) -> None:
    value = np.tensordot(window, kernel.sum(axis=3), axes=3)
    result[:, i, j] = value if result.ndim == 3 else value[:, None]


def _first(axis: int) -> Visit:
    """The right values with the axis of the kernels in another place."""
    right = visit(_contracted, of_kernels)

    def run(padded: Array, kernel: Array, size: Pair, spans: Spans, sides: Sides, order: Order) -> Array:
        return np.moveaxis(right.run(padded, kernel, size, spans, sides, order), 3, axis)

    def shape(size: Pair, sides: Sides) -> Shape:
        return (sides.m, sides.nc, *size) if axis == 1 else (sides.nc, sides.m, *size)

    return Visit(run, shape)
