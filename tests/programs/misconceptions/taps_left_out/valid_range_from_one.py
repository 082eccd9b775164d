#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh = h - kh + 1
    ow = w - kw + 1
    result = np.zeros((m, oh, ow))
    for p in range(1, kh):  # the cause
        for q in range(kw):
            result = result + images[:, p:p + oh, q:q + ow] * kernel[p, q]
    return result
