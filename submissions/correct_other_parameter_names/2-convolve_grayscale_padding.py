#!/usr/bin/env python3
"""2. Convolution with Padding"""
import numpy as np


def convolve_grayscale_padding(imgs, filt, pad):
    """Convolve imgs with filt and return the result."""
    imgs = np.pad(imgs, ((0, 0), (pad[0], pad[0]), (pad[1], pad[1])))
    n, rows, cols = imgs.shape
    frows, fcols = filt.shape
    out = np.zeros((n, rows - frows + 1, cols - fcols + 1))
    for r in range(out.shape[1]):
        for c in range(out.shape[2]):
            out[:, r, c] = np.sum(
                imgs[:, r:r + frows, c:c + fcols] * filt, axis=(1, 2))
    return out
