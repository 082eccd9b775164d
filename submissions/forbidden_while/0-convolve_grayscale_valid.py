#!/usr/bin/env python3
"""0. Valid Convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the valid convolution of `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))
    i = 0
    while i < oh:
        j = 0
        while j < ow:
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
            j += 1
        i += 1
    return convolved
