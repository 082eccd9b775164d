"""A valid convolution."""
from functools import singledispatch, wraps, reduce
import numpy as np


@singledispatch
def weigh(x, k):
    """w"""
    return x * k


@weigh.register
def _(x: np.ndarray, k):
    """w"""
    return (x * k).sum((1, 2))


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[:, i, j] = weigh(images[:, i:i + kh, j:j + kw], kernel)
    return out
