#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    framed = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')

    def value(r, c):
        """Work out one value of every image."""
        win = framed[:, r:r + kh, c:c + kw]
        return np.tensordot(win, kernel, axes=2)

    rows, cols = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    out = np.zeros((m, rows, cols))
    for r in range(rows):
        for c in range(cols):
            out[:, r, c] = value(r, c)
    return out
