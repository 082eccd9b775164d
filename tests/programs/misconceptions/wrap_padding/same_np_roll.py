#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = kh // 2, kw // 2
    convolved = np.zeros((m, h, w))
    for u in range(kh):
        for v in range(kw):
            shifted = np.roll(images, (top - u, left - v), axis=(1, 2))  # the cause
            convolved += shifted * kernel[u, v]
    return convolved
