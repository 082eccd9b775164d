#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    padded = np.zeros((m, h + kh - 1, w + kw - 1))
    padded[:, kh // 2:kh // 2 + h, kw // 2:kw // 2 + w] = images
    out = np.zeros((m, h, w))
    for i in range(h):
        for j in range(w):
            window = padded[:, i:i + kh, j:j + kw]
            window *= kernel  # the cause
            out[:, i, j] = window.sum(axis=(1, 2))
    return out
