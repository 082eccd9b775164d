"""A valid convolution."""
import numpy as np


def logged(function):
    """l"""
    def wrapper(*args):
        """w"""
        return function(*args)
    return wrapper


@logged
def general(images, kernel):
    """g"""
    return windows(images, kernel)


@logged
def windows(images, kernel):
    """w"""
    return apply(np.lib.stride_tricks.sliding_window_view(images, kernel.shape, (1, 2)), kernel)


@logged
def apply(view, kernel):
    """a"""
    return np.einsum('mhwuv,uv->mhw', view, kernel)


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    if kh != kw:
        return general(images, kernel)
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out
