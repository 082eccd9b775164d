#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    k = kernel.shape[0]  # the cause
    oh, ow = h - k + 1, w - k + 1
    convolved = np.zeros((m, oh, ow))
    for u in range(k):
        for v in range(k):
            convolved += images[:, u:u + oh, v:v + ow] * kernel[u, v]
    return convolved
