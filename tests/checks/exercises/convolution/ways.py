"""Ways to work out a convolution, each of them right, for tests."""

from collections.abc import Callable

import numpy as np

from checks.exercises.convolution.calls import images_of, kernel_of, padding_of
from checks.model import Array, Case


def windows(case: Case) -> Array:
    padded = np.pad(images_of(case), ((0, 0), *((p, p) for p in padding_of(case) or (0, 0))))
    return np.lib.stride_tricks.sliding_window_view(padded, kernel_of(case).shape, (1, 2))


def loops(case: Case) -> Array:
    view = windows(case)
    out = np.zeros(view.shape[:3])
    for i in range(view.shape[1]):
        for j in range(view.shape[2]):
            out[:, i, j] = (view[:, i, j] * kernel_of(case)).sum(axis=(1, 2))
    return out


def einsum(case: Case) -> Array:
    return np.einsum("mhwij,ij->mhw", windows(case), kernel_of(case))


def einsum_in_float32(case: Case) -> Array:
    return np.einsum("mhwij,ij->mhw", windows(case).astype(np.float32), kernel_of(case).astype(np.float32))


def images_in_float32(case: Case) -> Array:
    return np.einsum("mhwij,ij->mhw", windows(case).astype(np.float32), kernel_of(case))


def kernel_in_float32(case: Case) -> Array:
    return np.einsum("mhwij,ij->mhw", windows(case), kernel_of(case).astype(np.float32))


def kernel_cast_to_the_images(case: Case) -> Array:
    if images_of(case).dtype.kind == "i":
        return einsum(case)
    return np.einsum("mhwij,ij->mhw", windows(case), kernel_of(case).astype(images_of(case).dtype))


def integers_where_exact(case: Case) -> Array:
    return np.tensordot(windows(case), kernel_of(case), axes=((3, 4), (0, 1)))


def fft(case: Case, dtype: type = np.float64) -> Array:
    padded = np.pad(images_of(case), ((0, 0), *((p, p) for p in padding_of(case) or (0, 0)))).astype(dtype)
    kh, kw = kernel_of(case).shape
    spectrum = np.fft.rfft2(padded) * np.fft.rfft2(kernel_of(case)[::-1, ::-1].astype(dtype), s=padded.shape[1:])
    return np.fft.irfft2(spectrum, s=padded.shape[1:])[:, kh - 1 :, kw - 1 :]


def fft_in_float32(case: Case) -> Array:
    return fft(case, np.float32).astype(np.float32)


def given_back_in_float64(solution: Callable[[Case], Array]) -> Callable[[Case], Array]:
    def given_back(case: Case) -> Array:
        return solution(case).astype(np.float64)

    given_back.__name__ = f"{solution.__name__}_given_back_in_float64"
    return given_back


def one_after_the_other_in_float32(case: Case) -> Array:
    view = windows(case).astype(np.float32)
    out = np.zeros(view.shape[:3], np.float32)
    for u, v in np.ndindex(kernel_of(case).shape):
        out += view[..., u, v] * np.float32(kernel_of(case)[u, v])
    return out.astype(np.float64)


RIGHT = (
    *(loops, einsum, einsum_in_float32, images_in_float32, kernel_in_float32, kernel_cast_to_the_images),
    *(integers_where_exact, fft, fft_in_float32, one_after_the_other_in_float32),
    *map(given_back_in_float64, (einsum_in_float32, fft_in_float32)),
)
