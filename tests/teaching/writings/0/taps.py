#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    rows, cols = h - kh + 1, w - kw + 1
    out = np.zeros((m, rows, cols))
    for a in range(kh):
        for b in range(kw):
            out += images[:, a:a + rows, b:b + cols] * kernel[a, b]
    return out
