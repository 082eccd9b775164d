#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Work on one window of one image at a time."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    convolved = np.zeros((m, h - kh + 1, w - kw + 1))
    for n in range(m):
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                window = images[n, i:i + kh, j:j + kw]
                convolved[n, i, j] = np.sum(window * kernel)
    return convolved
