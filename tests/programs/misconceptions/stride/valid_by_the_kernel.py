#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = (h - kh) // kh + 1, (w - kw) // kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i * kh:i * kh + kh, j * kw:j * kw + kw]  # the cause
            convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
    return convolved
