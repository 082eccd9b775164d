#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(imgs, filt):
    """Convolve imgs with filt and return the result."""
    before = [filt.shape[0] // 2, filt.shape[1] // 2]
    after = [(filt.shape[0] - 1) // 2, (filt.shape[1] - 1) // 2]
    imgs = np.pad(imgs, ((0, 0), (before[0], after[0]), (before[1], after[1])))
    n, rows, cols = imgs.shape
    frows, fcols = filt.shape
    out = np.zeros((n, rows - frows + 1, cols - fcols + 1))
    for r in range(out.shape[1]):
        for c in range(out.shape[2]):
            out[:, r, c] = np.sum(
                imgs[:, r:r + frows, c:c + fcols] * filt, axis=(1, 2))
    return out
