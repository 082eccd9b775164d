#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[:, i, j] = np.sum(images[:, i:i + kh, j:j + kw] * kernel[::-1, ::-1])
    return out
