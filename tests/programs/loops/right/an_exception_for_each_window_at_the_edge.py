"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h):
        for j in range(w):
            try:
                out[:, i, j] = np.sum(images[:, i:i + kh, j:j + kw] * kernel, axis=(1, 2))
            except (IndexError, ValueError):
                pass
    return out
