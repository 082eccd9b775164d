#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    out = np.zeros((m, h, w))
    ph, pw = kh // 2, kw // 2
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    for i in range(ph, h + ph):
        for j in range(pw, w + pw):
            out[:, i - ph, j - pw] = np.sum(padded[:, i - ph:i + ph + 1, j - pw:j + pw + 1] * kernel, axis=(1, 2))  # the cause
    return out
