#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    out = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            t, l = i - ph, j - pw
            a, b = max(t, 0), max(l, 0)
            c, d = max(min(t + kh, h), a), max(min(l + kw, w), b)
            out[:, i, j] = np.sum(images[:, a:c, b:d] * kernel[a - t:c - t, b - l:d - l], axis=(1, 2))
    return out
