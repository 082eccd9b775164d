#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    a, b = kh // 2, kw // 2
    framed = np.pad(images, ((0, 0), (a // 2, a - a // 2), (b // 2, b - b // 2)))  # the cause
    out = np.zeros((m, h, w))
    for r in range(h):
        for c in range(w):
            win = framed[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
