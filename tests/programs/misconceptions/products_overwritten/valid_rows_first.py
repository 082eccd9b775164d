#!/usr/bin/env python3
"""Convolve images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Give the products to the name anew."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for a in range(kh):
        for b in range(kw):
            out = kernel[a, b] * images[:, a:a + oh, b:b + ow]  # the cause
    return out
