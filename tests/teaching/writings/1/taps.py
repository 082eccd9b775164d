#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    framed = np.zeros((m, h + kh - 1, w + kw - 1))
    framed[:, kh // 2:kh // 2 + h, kw // 2:kw // 2 + w] = images
    rows, cols = h, w
    out = np.zeros((m, rows, cols))
    for a in range(kh):
        for b in range(kw):
            out += framed[:, a:a + rows, b:b + cols] * kernel[a, b]
    return out
