#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = kh // 2, kw // 2
    padded = np.pad(images, ((0, 0), (0, 0), (top, kh - 1 - top), (left, kw - 1 - left)))  # the cause
    convolved = np.zeros((m, h, w))
    for i in range(h):
        for j in range(w):
            window = padded[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved
