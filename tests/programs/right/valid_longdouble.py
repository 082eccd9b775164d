#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1), dtype=np.longdouble)
    for i in range(kh * kw):
        a, b = i // kw, i % kw
        out += images[:, a:h - kh + 1 + a, b:w - kw + 1 + b].astype(np.longdouble) * kernel[a, b]
    return out
