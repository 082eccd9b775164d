#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    padded = np.pad(images, padding, 'constant')  # the cause
    out = np.zeros((m, h + 2 * ph - kh + 1, w + 2 * pw - kw + 1))
    for i in range(h + 2 * ph - kh + 1):
        for j in range(w + 2 * pw - kw + 1):
            out[:, i, j] = np.sum(padded[:, i:i + kh, j:j + kw] * kernel, axis=(1, 2))
    return out
