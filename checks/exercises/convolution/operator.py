"""The operator of a convolution: which pixel reaches which output through which tap of the kernel.

A right solution is linear in the images and in the kernel. So for one shape a single call says all: the images are the
unit images, and the taps are powers of 4, whose sums can be taken apart again. All numbers are exact in float64 up
to MOST_TAPS taps; of more of them, as several kernels have, so many are asked at a time. In float32 a right answer is
exact, too, being a single tap; but a small tap that is wrongly added to one SINGLE_TAPS places on is lost, and an FFT
rounds by the largest tap. There FEW taps are asked at a time.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import prod

import numpy as np

from checks.exercises.convolution.conventions import count
from checks.model import Array

BASE = 4
MOST_TAPS = 25
SINGLE_TAPS = 12  # as 4^11 + 1 is a float32 number of its own, and 4^12 + 1 is none
FEW = 8  # taps whose sums can be told apart with room for what an FFT in float32 rounds
Pads = tuple[tuple[int, int], tuple[int, int]]
Sides = tuple[int, ...]
ONE_BY_ONE = (1, 1)


@lru_cache(maxsize=256)
def unit_images(*sides: int) -> Array:
    """Every image (h, w) or (h, w, c) that has one value of 1 and zeros else: (h w, h, w) or (h w c, h, w, c)
    float64."""
    images = np.eye(prod(sides)).reshape(-1, *sides)
    images.setflags(write=False)
    return images


def is_unit(images: Array) -> bool:
    """Whether these are the unit images of their size."""
    return images is unit_images(*images.shape[1:])


@lru_cache(maxsize=256)
def decodable_kernels(*sides: int) -> tuple[Array, ...]:
    """Kernels float64 that together have each tap once, as one of the MOST_TAPS smallest powers of 4, the first 1."""
    return tuple(_split(np.arange(prod(sides)), sides, MOST_TAPS))


def few_taps(kernel: Array) -> tuple[Array, ...]:
    """Kernels float64 that together have each tap of this one that is not 0 once, as one of the FEW smallest powers."""
    return tuple(_split(np.flatnonzero(kernel), kernel.shape, FEW))


def _split(taps: Array, sides: Sides, at_once: int) -> Iterator[Array]:
    for start in range(0, len(taps), at_once):
        several = taps[start : start + at_once]
        kernel = np.zeros(prod(sides))
        kernel[several] = float(BASE) ** np.arange(len(several))
        kernel = kernel.reshape(sides)
        kernel.setflags(write=False)
        yield kernel


def answer(images: Array, kernel: Array, pads: Pads, stride: tuple[int, int] = ONE_BY_ONE) -> Array:
    """The cross-correlation of images with a kernel, from the definition.

    Args:
        images: (m, h, w) or (m, h, w, c), any real dtype.
        kernel: (kh, kw), (kh, kw, c) or (kh, kw, c, nc), any real dtype.
        pads: zeros before and after the rows, and before and after the columns; a negative number cuts off.
        stride: how far the window moves, down and to the right.

    Returns:
        (m, oh, ow) or (m, oh, ow, nc) float64; exact for unit images.
    """
    m, h, w, *channels = images.shape
    taps = operator(h, w, kernel, pads, stride)
    if is_unit(images):
        return np.moveaxis(taps, 3, 1).reshape(m, *taps.shape[1:3], *taps.shape[4:]) if channels else taps
    pixels = images.reshape(m, h * w, *channels).astype(np.float64)
    if not channels:
        return np.asarray(np.einsum("mp,pij->mij", pixels, taps))
    return np.asarray(np.einsum("mpc,pijc...->mij...", pixels, taps))


def operator(h: int, w: int, kernel: Array, pads: Pads, stride: tuple[int, int] = ONE_BY_ONE) -> Array:
    """The value of the tap through which each pixel reaches each output, or 0: (h w, oh, ow) float64, with the further
    axes of the kernel behind them."""
    kh, kw, *more = kernel.shape
    with_zeros = np.zeros((kh + 1, kw + 1, *more))  # a last row and column for the pixels that no tap lies on
    with_zeros[:-1, :-1] = kernel
    rows, columns = _taps_of(h, kh, pads[0], stride[0]), _taps_of(w, kw, pads[1], stride[1])
    found: Array = with_zeros[rows[:, None, :, None], columns[None, :, None, :]]
    return found.reshape(h * w, rows.shape[1], columns.shape[1], *more)


@lru_cache(maxsize=4096)
def _taps_of(n: int, k: int, pads: tuple[int, int], stride: int) -> Array:
    """Along one axis: the tap that lies on pixel i when output o is worked out, k where none does. (n, outputs)"""
    outputs = np.arange(count(n, k, stride, pads))
    tap = np.arange(n)[:, None] - stride * outputs[None, :] + pads[0]
    return np.where((tap >= 0) & (tap < k), tap, k)


def decode(array: Array, taps: int) -> Array | None:
    """How often each tap is in each value of a returned operator: (..., taps) int64 from the values.

    None when a value is no sum of taps.
    """
    values = array.astype(np.float64)
    if not np.all((values >= 0) & (values < float(BASE) ** taps) & (values == np.floor(values))):
        return None
    digits: Array = values.astype(np.int64)[..., None] >> (2 * np.arange(taps)) & (BASE - 1)
    return digits
