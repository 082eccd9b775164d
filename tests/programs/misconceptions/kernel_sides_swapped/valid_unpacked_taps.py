#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kw, kh = kernel.shape  # the cause
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for a in range(kh):
        for b in range(kw):
            out += images[:, a:a + oh, b:b + ow] * kernel[a, b]
    return out
