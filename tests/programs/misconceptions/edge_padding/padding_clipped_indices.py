#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    rows = np.clip(np.arange(-ph, h + ph), 0, h - 1)  # the cause
    columns = np.clip(np.arange(-pw, w + pw), 0, w - 1)
    padded = images[:, rows][:, :, columns]
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = padded[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved
