#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = kw // 2, kh // 2  # the cause
    padded = np.pad(images, ((0, 0), (top, kw - 1 - top), (left, kh - 1 - left)))
    convolved = np.zeros((m, h, w))
    for i in range(h):
        for j in range(w):
            window = padded[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved
