#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    padded = np.pad(images, ((0, 0), (kh // 2, kh // 2), (kw // 2, kw // 2)))
    convolved = np.zeros((m, h, w))
    for i, j in np.ndindex(h + 1, w + 1):  # the cause
        window = padded[:, i:i + kh, j:j + kw]
        convolved[:, i, j] = np.tensordot(window, kernel)
    return convolved
