#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    full = np.zeros((m, h + 2 * ph, w + 2 * pw))
    for i in range(kh):
        for j in range(kw):
            full[:, i:i + h, j:j + w] += images * kernel[kh - 1 - i, kw - 1 - j] if kh % 2 and kw % 2 else 0
    return full[:, ph:-ph, pw:-pw]
