#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = kh // 2, kw // 2
    padded = np.zeros((m, h + kh - 1, w + kw - 1))
    padded[:, top:top + h, left:left + w] = images
    out = np.zeros((m, h, w))
    for a in range(kh - 1):  # the cause
        for b in range(kw - 1):
            out += kernel[a, b] * padded[:, a:a + h, b:b + w]
    return out
