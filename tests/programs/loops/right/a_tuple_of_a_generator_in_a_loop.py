"""A valid convolution."""
import numpy as np


def row(images, kernel, i):
    """r"""
    kh, kw = kernel.shape
    for j in range(images.shape[2] - kw + 1):
        yield (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))


def convolve_grayscale_valid(images, kernel):
    """doc"""
    out = []
    for i in range(images.shape[1] - kernel.shape[0] + 1):
        out.append(np.stack(tuple(row(images, kernel, i)), 1))
    return np.stack(out, 1)
