#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))
    for u in range(3):  # the cause
        for v in range(3):
            convolved += images[:, u:u + oh, v:v + ow] * kernel[u, v]
    return convolved
