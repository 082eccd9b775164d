#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    oh, ow = (h + 1) // 2, (w + 1) // 2
    out = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            out[:, i, j] = np.sum(padded[:, 2 * i:2 * i + kh, 2 * j:2 * j + kw] * kernel, axis=(1, 2))  # the cause
    return out
