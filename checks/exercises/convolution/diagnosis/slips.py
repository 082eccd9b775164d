"""Slips of the pen at each place of the result: what is taken there, what is made of it and the kernel, and where that
is stored.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.forms import FORMS
from checks.exercises.convolution.diagnosis.lengths import NO_ZEROS, TAPS, VALID, WHOLE, pads, part
from checks.exercises.convolution.diagnosis.programs import UNWRITTEN, Mistake, Order, Pair, Program, Shape, Visit
from checks.exercises.convolution.form import Form
from checks.model import Array

Take = Callable[[Array, int, int, Pair], Array]
Make = Callable[[Array, Array], Array]
Store = Callable[[Array, int, int, Array], None]


class _Slip(NamedTuple):
    """What is taken, made and stored, how that is called, and the kind of line by which it is known."""

    named: Named
    seen: str
    take: Take
    make: Make
    store: Store


def mistakes(form: Form) -> Iterator[Mistake]:
    """Programs that are right but for one slip."""
    size = part(FORMS[form].size)
    for zeros in FORMS[form].zeros:
        for slip in SLIPS:
            visit = _over_places(slip.take, slip.make, slip.store)
            yield Mistake(slip.named, Program(pads(zeros), size, size, part(TAPS), visit), slip.seen)
        for of_floats in (False, True):
            changed = Program(pads(zeros), size, size, part(TAPS), _changing_windows(of_floats=of_floats))
            yield Mistake(Named("images_changed"), changed, "images_changed")
    for take in CUTS if form == "same" else ():
        visit = _over_places(take, _summed, _stored)
        yield Mistake(Named("window_cut"), Program(pads(NO_ZEROS), size, size, part(TAPS), visit), "window_cut")
    for loops in (VALID, WHOLE):
        changed = Program(pads(NO_ZEROS), part(WHOLE), part(loops), part(TAPS), _changing_images)
        yield Mistake(Named("images_changed"), changed, "images_changed")


def _over_places(take: Take, make: Make, store: Store) -> Visit:
    def visit(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
        result = np.full(shape, UNWRITTEN)
        for i, j in order(loops):
            store(result, i, j, make(take(padded, i, j, window), kernel))
        return result

    return visit


def _changing_windows(*, of_floats: bool) -> Visit:
    """The window is multiplied in place: it is a part of the images, or of a copy `of_floats`."""

    def visit(padded: Array, kernel: Array, shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
        result, changed = np.full(shape, UNWRITTEN), padded.astype(np.float64 if of_floats else padded.dtype)
        for i, j in order(loops):
            taken = changed[:, i : i + window[0], j : j + window[1]]
            taken *= kernel
            result[:, i, j] = taken.sum(axis=(1, 2))
        return result

    return visit


def _changing_images(padded: Array, kernel: Array, _shape: Shape, loops: Pair, window: Pair, order: Order) -> Array:
    """The sums are stored in the images that the next windows are taken from."""
    changed = padded.copy()
    for i, j in order(loops):
        changed[:, i, j] = (changed[:, i : i + window[0], j : j + window[1]] * kernel).sum(axis=(1, 2))
    return changed


# --- what is taken: padded images, the place, what a window spans -----------------------------------------------------


def _window(padded: Array, i: int, j: int, window: Pair) -> Array:
    return padded[:, i : i + window[0], j : j + window[1]]


def _one_column(padded: Array, i: int, j: int, window: Pair) -> Array:
    taken: Array = padded[:, i : i + window[0], j + window[1]]
    return taken


def _one_row(padded: Array, i: int, j: int, window: Pair) -> Array:
    taken: Array = padded[:, i + window[0], j : j + window[1]]
    return taken


def _one_pixel(padded: Array, i: int, j: int, window: Pair) -> Array:
    taken: Array = padded[:, i + window[0], j + window[1]]
    return taken


def _without_images(padded: Array, i: int, j: int, window: Pair) -> Array:
    return padded[i : i + window[0], j : j + window[1]]


def _of_image_i(padded: Array, i: int, j: int, window: Pair) -> Array:
    taken: Array = padded[i][None, i : i + window[0], j : j + window[1]]
    return taken


def _of_image_j(padded: Array, i: int, j: int, window: Pair) -> Array:
    taken: Array = padded[j][None, i : i + window[0], j : j + window[1]]
    return taken


def _besides_image_i(padded: Array, i: int, j: int, window: Pair) -> Array:
    """The right window, after an image was taken by the number of a row."""
    padded[i]
    return _window(padded, i, j, window)


def _besides_image_j(padded: Array, i: int, j: int, window: Pair) -> Array:
    padded[j]
    return _window(padded, i, j, window)


def _cut(rounded_up: int, *, around: bool) -> Take:
    """A window that would begin before the images begins with them; `around` says whether as many rows and columns are
    behind the place as before it."""

    def take(padded: Array, i: int, j: int, window: Pair) -> Array:
        down, across = ((side - 1 + rounded_up) // 2 for side in window)
        top, left = i - down, j - across
        bottom, right = (i + down + 1, j + across + 1) if around else (top + window[0], left + window[1])
        return padded[:, max(0, top) : max(0, bottom), max(0, left) : max(0, right)]

    return take


# --- what is made of it and the kernel --------------------------------------------------------------------------------


def _summed(taken: Array, kernel: Array) -> Array:
    found: Array = (taken * kernel).sum(axis=(1, 2))
    return found


def _all_summed(taken: Array, kernel: Array) -> Array:
    return np.asarray((taken * kernel).sum())


def _contracted(taken: Array, kernel: Array) -> Array:
    return np.tensordot(taken, kernel)


def _dot(taken: Array, kernel: Array) -> Array:
    return np.asarray(np.dot(taken, kernel))


def _product(taken: Array, kernel: Array) -> Array:
    return np.asarray(taken @ kernel)


# --- where it is stored -----------------------------------------------------------------------------------------------


def _stored(result: Array, i: int, j: int, value: Array) -> None:
    result[:, i, j] = value


def _stored_transposed(result: Array, i: int, j: int, value: Array) -> None:
    result[:, j, i] = value


def _stored_without_images(result: Array, i: int, j: int, value: Array) -> None:
    result[i, j] = value


NO_COLON = "colon_missing"
WITHOUT = "images_axis_missing"
BY_PLACE = "batch_indexed"
SLIPS = (
    _Slip(Named("output_transposed"), "", _window, _summed, _stored_transposed),
    *(
        _Slip(Named(NO_COLON, told), NO_COLON, take, make, _stored)
        for take, told in (
            (_one_column, "It is j + kw, which is one column, for j:j + kw."),
            (_one_row, "It is i + kh, which is one row, for i:i + kh."),
            (_one_pixel, "Both are single numbers: the window is one pixel."),
        )
        for make in (_summed, _all_summed, _contracted)
    ),
    *(
        _Slip(
            Named(WITHOUT, "The window is taken without it.", "window_without_images"),
            "window_without_images", _without_images, make, _stored,
        )
        for make in (_summed, _all_summed)
    ),
    _Slip(
        Named(WITHOUT, "The value is stored without it.", "store_without_images"),
        "store_without_images", _window, _summed, _stored_without_images,
    ),
    _Slip(
        Named(WITHOUT, "The value is stored without it, and the sum goes over all images.", "store_without_images"),
        "store_without_images", _window, _all_summed, _stored_without_images,
    ),
    *(
        _Slip(Named(BY_PLACE), BY_PLACE, take, _summed, _stored)
        for take in (_besides_image_i, _besides_image_j, _of_image_i, _of_image_j)
    ),
    *(_Slip(Named("matrix_product"), "matrix", _window, make, _stored) for make in (_dot, _product)),
)  # fmt: skip
CUTS = tuple(_cut(rounded_up, around=around) for rounded_up in (0, 1) for around in (False, True))
