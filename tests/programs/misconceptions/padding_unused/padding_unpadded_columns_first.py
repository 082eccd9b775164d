#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    framed = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((m, h + 2 * ph - kh + 1, w + 2 * pw - kw + 1))
    for c in range(out.shape[2]):
        for r in range(out.shape[1]):
            win = images[:, r:r + kh, c:c + kw]  # the cause
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
