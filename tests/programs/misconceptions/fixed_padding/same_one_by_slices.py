#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = kh // 2, kw // 2
    padded = np.zeros((m, h + 2, w + 2))
    padded[:, 1:h + 1, 1:w + 1] = images  # the cause
    convolved = np.zeros((m, h + 3 - kh, w + 3 - kw))
    for i in range(h + 3 - kh):
        for j in range(w + 3 - kw):
            window = padded[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved
