"""A valid convolution."""
from functools import lru_cache
import numpy as np


@lru_cache(maxsize=None)
def size(n, k):
    """s"""
    return n - k + 1


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, size(h, kh), size(w, kw)))
    for i in range(size(h, kh)):
        for j in range(size(w, kw)):
            out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out
