#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    a, b = kh // 2, kw // 2
    framed = np.pad(images, ((0, 0), (a, a), (b, b)))
    rows, cols = h - kh + 1, w - kw + 1  # the cause
    out = np.zeros((m, rows, cols))
    for r in range(rows):
        for c in range(cols):
            win = framed[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
