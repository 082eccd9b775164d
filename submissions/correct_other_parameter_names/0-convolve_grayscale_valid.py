#!/usr/bin/env python3
"""0. Valid Convolution"""
import numpy as np


def convolve_grayscale_valid(imgs, filt):
    """Convolve imgs with filt and return the result."""
    n, rows, cols = imgs.shape
    frows, fcols = filt.shape
    out = np.zeros((n, rows - frows + 1, cols - fcols + 1))
    for r in range(out.shape[1]):
        for c in range(out.shape[2]):
            out[:, r, c] = np.sum(
                imgs[:, r:r + frows, c:c + fcols] * filt, axis=(1, 2))
    return out
