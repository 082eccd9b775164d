#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    padded = np.zeros((m, h + 2 * ph, w + 2 * pw))
    padded[:, 2 * ph:, 2 * pw:] = images  # the cause
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = padded[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved
