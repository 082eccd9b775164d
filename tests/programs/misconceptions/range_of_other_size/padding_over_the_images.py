#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    new_h = h + 2 * ph - kh + 1
    new_w = w + 2 * pw - kw + 1
    out = np.zeros((m, new_h, new_w))
    pad = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    for i in range(h):  # the cause
        for j in range(w):
            out[:, i, j] = (pad[:, i:i + kh, j:j + kw] * kernel).sum(axis=1).sum(axis=1)
    return out
