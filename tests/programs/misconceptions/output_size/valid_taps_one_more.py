#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    convolved = np.zeros((m, h - kh + 2, w - kw + 2))  # the cause
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
    return convolved
