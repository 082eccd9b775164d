#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = kh // 2, kw // 2  # the cause
    padded = np.pad(images, ((0, 0), (top, top), (left, left)))
    convolved = np.zeros((m, h + 2 * top - kh + 1, w + 2 * left - kw + 1))
    for i in range(h + 2 * top - kh + 1):
        for j in range(w + 2 * left - kw + 1):
            window = padded[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved
