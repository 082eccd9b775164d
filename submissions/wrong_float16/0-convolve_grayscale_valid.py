#!/usr/bin/env python3
"""0. Valid Convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the valid convolution of `images` with `kernel`."""
    images = images.astype(np.float16)
    kernel = kernel.astype(np.float16)
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
    return convolved
