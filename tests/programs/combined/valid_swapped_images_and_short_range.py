#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, w, h = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for i in range(oh - 1):
        for j in range(ow):
            out[:, i, j] = np.sum(images[:, i:i + kh, j:j + kw] * kernel, axis=(1, 2))
    return out
