"""A valid convolution."""
import numpy as np


def each(n, work):
    """the one loop, for rows and for columns"""
    for i in range(n):
        work(i)


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))

    def place(i, j):
        """p"""
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    each(out.shape[1], lambda i: each(out.shape[2], lambda j: place(i, j)))
    return out
