#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    framed = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    rows, cols = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    out = np.zeros((m, rows, cols))
    for a in range(kh):
        for b in range(kw):
            out += framed[:, a:a + rows, b:b + cols] * kernel[a, b]
    return out
