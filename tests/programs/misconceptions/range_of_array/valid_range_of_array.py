#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for r in range(out[1]):  # the cause
        for c in range(out[2]):
            win = images[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
