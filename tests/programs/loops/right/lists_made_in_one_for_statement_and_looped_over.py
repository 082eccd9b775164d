"""A valid convolution."""
import numpy as np


def collect(n, work):
    """c"""
    found = []
    for i in range(n):
        found.append(work(i))
    return found


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i, row in enumerate(collect(out.shape[1], lambda i: np.stack(collect(out.shape[2], lambda j: (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))), 1))):
        out[:, i] = row
    return out
