#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2  # the cause
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    out = np.zeros((m, h, w))
    for i in range(padded.shape[1] - kh + 1):
        for j in range(padded.shape[2] - kw + 1):
            out[:, i, j] = np.sum(padded[:, i:i + kh, j:j + kw] * kernel, axis=(1, 2))
    return out
