#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    k = kernel.shape[1]  # the cause
    p = (k - 1) // 2
    padded = np.pad(images, ((0, 0), (p, k - 1 - p), (p, k - 1 - p)), 'constant')
    out = np.zeros((m, h, w))
    for a in range(k):
        for b in range(k):
            out += padded[:, a:a + h, b:b + w] * kernel[a, b]
    return out
