#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    rows = h - kh + 1
    cols = w - kw + 1
    out = np.zeros((m, rows, cols))
    for row in range(rows):
        for col in range(cols - 1):  # the cause
            out[:, row, col] = np.sum(images[:, row:row + kh, col:col + kw] * kernel, axis=(1, 2))
    return out
