#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for n in range(m):
        conv = np.zeros((oh, ow))
        for p in range(oh * ow):
            i, j = divmod(p, ow)
            conv[i, j] = np.sum(images[n, i:i + kh, j:j + kw] * kernel)
    out[:] = conv
    return out
