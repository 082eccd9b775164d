#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(imgs, k, pad):
    """Return the convolved images."""
    m, H, W = imgs.shape
    R, C = k.shape
    a, b = pad
    padded = np.pad(imgs, ((0, 0), (a, a), (b, b)))
    rows = H + 2 * a - R + 1
    cols = W + 2 * b - C  # the cause
    res = np.zeros((m, rows, cols))
    for r in range(R):
        for c in range(C):
            res += padded[:, r:r + rows, c:c + cols] * k[r, c]
    return res
