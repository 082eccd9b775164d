"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """A key for the sides, and one more for large kernels"""
    sides = sorted(images.shape, key=lambda side: -side)
    if kernel.size > 9:
        sides = sorted(sides[:2], key=lambda side: side)
    m, h, w = images.shape
    kh, kw = kernel.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out
