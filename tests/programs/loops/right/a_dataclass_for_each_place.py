"""A valid convolution."""
from dataclasses import dataclass
import numpy as np


@dataclass(frozen=True, slots=True)
class Place:
    """p"""

    i: int
    j: int


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            p = Place(i, j)
            assert p == Place(i, j) and repr(p) and hash(p) is not None
            out[:, p.i, p.j] = (images[:, p.i:p.i + kh, p.j:p.j + kw] * kernel).sum((1, 2))
    return out
