#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    full = np.zeros((m, h + kh - 1, w + kw - 1))
    for a in range(kh):
        for b in range(kw):
            full[:, a:a + h, b:b + w] += images * kernel[kh - 1 - a, kw - 1 - b]
    return full[:, (kh - 1) // 2:(kh - 1) // 2 + h, kw // 2:kw // 2 + w]
