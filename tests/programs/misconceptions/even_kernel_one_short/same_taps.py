#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = (kh - 1) // 2, (kw - 1) // 2  # the cause
    padded = np.zeros((m, h + 2 * ph, w + 2 * pw))
    padded[:, ph:ph + h, pw:pw + w] = images
    out = np.zeros((m, h, w))
    for a in range(kh):
        for b in range(kw):
            out += kernel[a, b] * padded[:, a:a + h, b:b + w]
    return out
