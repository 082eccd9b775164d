#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    out = np.zeros((m, h - kh + 1, h - kh + 1))  # the cause
    for r in range(h - kh + 1):
        for c in range(h - kh + 1):
            win = images[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
