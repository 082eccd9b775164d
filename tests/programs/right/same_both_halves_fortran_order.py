#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph = kh // 2 if kh % 2 == 0 else (kh - 1) // 2
    pw = kw // 2 if kw % 2 == 0 else (kw - 1) // 2
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    out = np.empty((m, h, w), order='F')
    for n in range(h * w):
        i, j = np.unravel_index(n, (h, w))
        out[:, i, j] = (padded[:, i:i + kh, j:j + kw].reshape(m, -1) @ kernel.reshape(-1, 1)).ravel()
    return out
