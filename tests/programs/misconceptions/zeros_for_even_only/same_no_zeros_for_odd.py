#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    a = 0 if kh % 2 else kh // 2  # the cause
    b = 0 if kw % 2 else kw // 2
    framed = np.pad(images, ((0, 0), (a, a), (b, b)))
    out = np.zeros((m, h, w))
    for r in range(h):
        for c in range(w):
            win = framed[:, r:r + kh, c:c + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
