#!/usr/bin/env python3
"""Convolve images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Give the products to the name anew."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    padded = np.pad(images, ((0, 0), (kh // 2, kh // 2), (kw // 2, kw // 2)))
    total = np.zeros((m, h, w))
    for b in range(kw):
        for a in range(kh):
            total = padded[:, a:a + h, b:b + w] * kernel[a, b]  # the cause
    return total
