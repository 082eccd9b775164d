#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    convolved = np.zeros((m, h + kh - 1, w + kw - 1))  # the cause
    for u in range(kh):
        for v in range(kw):
            top, left = kh - 1 - u, kw - 1 - v
            convolved[:, top:top + h, left:left + w] += images * kernel[u, v]
    return convolved
