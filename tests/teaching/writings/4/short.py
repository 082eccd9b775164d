#!/usr/bin/env python3
"""Convolve images."""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Convolve the images."""
    m, h, w, ch = images.shape
    kh, kw, _ = kernel.shape
    sh, sw = stride
    if padding == 'same':
        ph = ((h - 1) * sh + kh - h) // 2 + 1
        pw = ((w - 1) * sw + kw - w) // 2 + 1
    elif padding == 'valid':
        ph, pw = 0, 0
    else:
        ph, pw = padding
    framed = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)))
    rows = (h + 2 * ph - kh) // sh + 1
    cols = (w + 2 * pw - kw) // sw + 1
    out = np.zeros((m, rows, cols))
    for r in range(rows):
        for c in range(cols):
            win = framed[:, r * sh:r * sh + kh, c * sw:c * sw + kw]
            out[:, r, c] = (win * kernel).sum(axis=(1, 2, 3))
    return out
