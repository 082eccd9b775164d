"""The operator of a convolution: which pixel reaches which output through which tap of the kernel.

A right solution is linear in the images and in the kernel. So for one shape a single call says all: the images are the
h w unit images, and the taps are powers of 4, whose sums can be taken apart again. All numbers are exact in float64 up
to MOST_TAPS taps. In float32 a right answer is exact, too, being a single tap; but a small tap that is wrongly added to
one SINGLE_TAPS places on is lost, and an FFT rounds by the largest tap. There FEW taps are asked at a time.
"""

from functools import lru_cache

import numpy as np

from checks.model import Array

BASE = 4
MOST_TAPS = 25
SINGLE_TAPS = 12  # as 4^11 + 1 is a float32 number of its own, and 4^12 + 1 is none
FEW = 8  # taps whose sums can be told apart with room for what an FFT in float32 rounds
Pads = tuple[tuple[int, int], tuple[int, int]]


@lru_cache(maxsize=256)
def unit_images(h: int, w: int) -> Array:
    """Every image (h, w) that has one pixel of 1 and zeros else: (h w, h, w) float64."""
    images = np.eye(h * w).reshape(h * w, h, w)
    images.setflags(write=False)
    return images


@lru_cache(maxsize=256)
def decodable_kernel(kh: int, kw: int) -> Array:
    """A kernel (kh, kw) float64 of the powers of 4, the first one 1."""
    kernel = float(BASE) ** np.arange(kh * kw).reshape(kh, kw)
    kernel.setflags(write=False)
    return kernel


@lru_cache(maxsize=256)
def few_taps(kh: int, kw: int) -> tuple[Array, ...]:
    """Kernels (kh, kw) float64 that together have each tap once, as one of the FEW smallest powers of 4."""
    kernels = []
    for start in range(0, kh * kw, FEW):
        kernel = np.zeros(kh * kw)
        kernel[start : start + FEW] = float(BASE) ** np.arange(min(FEW, kh * kw - start))
        kernels.append(kernel.reshape(kh, kw))
        kernels[-1].setflags(write=False)
    return tuple(kernels)


def answer(images: Array, kernel: Array, pads: Pads) -> Array:
    """The cross-correlation of images (m, h, w) with a kernel (kh, kw), from the definition.

    Args:
        images: any real dtype.
        kernel: any real dtype.
        pads: zeros before and after the rows, and before and after the columns.

    Returns:
        (m, oh, ow) float64; exact for unit images.
    """
    m, h, w = images.shape
    taps = operator(h, w, kernel, pads)
    if images is unit_images(h, w):
        return taps
    found: Array = np.einsum("mp,pij->mij", images.reshape(m, h * w).astype(np.float64), taps)
    return found


def operator(h: int, w: int, kernel: Array, pads: Pads) -> Array:
    """The value of the tap through which each pixel reaches each output, or 0: (h w, oh, ow) float64."""
    kh, kw = kernel.shape
    with_zeros = np.zeros((kh + 1, kw + 1))  # a last row and column for the pixels that no tap lies on
    with_zeros[:-1, :-1] = kernel
    rows, columns = _taps_of(h, kh, pads[0]), _taps_of(w, kw, pads[1])
    found: Array = with_zeros[rows[:, None, :, None], columns[None, :, None, :]]
    return found.reshape(h * w, rows.shape[1], columns.shape[1])


@lru_cache(maxsize=1024)
def _taps_of(n: int, k: int, pads: tuple[int, int]) -> Array:
    """Along one axis: the tap that lies on pixel i when output o is worked out, k where none does. (n, outputs)"""
    outputs = n + sum(pads) - k + 1
    tap = np.arange(n)[:, None] - np.arange(outputs)[None, :] + pads[0]
    return np.where((tap >= 0) & (tap < k), tap, k)


def decode(array: Array, taps: int) -> Array | None:
    """How often each tap is in each value of a returned operator: (m, oh, ow, taps) int64 from (m, oh, ow).

    None when a value is no sum of taps.
    """
    values = array.astype(np.float64)
    if not np.all((values >= 0) & (values < float(BASE) ** taps) & (values == np.floor(values))):
        return None
    digits: Array = values.astype(np.int64)[..., None] >> (2 * np.arange(taps)) & (BASE - 1)
    return digits
