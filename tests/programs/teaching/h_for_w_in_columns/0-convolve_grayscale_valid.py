#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    rows = h - kh + 1
    cols = h - kw + 1  # the cause
    out = np.zeros((m, rows, cols))
    for r in range(rows):
        for c in range(cols):
            win = images[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
