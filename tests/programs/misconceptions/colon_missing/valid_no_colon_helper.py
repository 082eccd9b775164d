#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape

    def value(r, c):
        """Work out one value of every image."""
        win = images[:, r:r + kh, c + kw]  # the cause
        return np.tensordot(win, kernel, axes=2)

    rows, cols = h - kh + 1, w - kw + 1
    out = np.zeros((m, rows, cols))
    for r in range(rows):
        for c in range(cols):
            out[:, r, c] = value(r, c)
    return out
