#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2  # the cause
    out = np.zeros((m, h - 2 * ph, w - 2 * pw))
    for i in range(h - 2 * ph):
        for j in range(w - 2 * pw):
            out[:, i, j] = np.sum(images[:, i:i + kh, j:j + kw] * kernel, axis=(1, 2))
    return out
