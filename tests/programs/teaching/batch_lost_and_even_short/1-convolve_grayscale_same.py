#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    a, b = (kh - 1) // 2, (kw - 1) // 2
    framed = np.pad(images, ((0, 0), (a, a), (b, b)))
    out = np.zeros((m, h, w))
    for r in range(h):
        for c in range(w):
            win = framed[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum()  # the cause
    return out
