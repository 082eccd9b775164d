#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    a, b = padding
    pad = np.pad(images, ((0, 0), (a, a), (b, b)))
    oh = h + 2 * b - kh + 1  # the cause
    ow = w + 2 * a - kw + 1
    out = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            out[:, i, j] = np.sum(pad[:, i:i + kh, j:j + kw] * kernel, axis=(1, 2))
    return out
