"""A valid convolution."""
import numpy as np


def adder(out, images, kernel):
    """takes one place at a time"""
    kh, kw = kernel.shape
    yield
    for _ in range(out.shape[1] * out.shape[2]):
        i, j = yield
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    yield


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    work = adder(out, images, kernel)
    next(work)
    next(work)
    for i, j in np.ndindex(out.shape[1:]):
        work.send((i, j))
    return out
