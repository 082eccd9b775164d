#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = int(kh / 2), int(kw / 2)
    framed = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')

    def value(r, c):
        """Work out one value of every image."""
        win = framed[:, r:r + kh, c:c + kw]
        return np.tensordot(win, kernel, axes=2)

    rows, cols = h, w
    out = np.zeros((m, rows, cols))
    for r in range(rows):
        for c in range(cols):
            out[:, r, c] = value(r, c)
    return out
