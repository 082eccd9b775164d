#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    half_h, half_w = kh // 2, kw // 2
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            y, x = i + half_h, j + half_w
            window = images[:, y - half_h:y + half_h + 1, x - half_w:x + half_w + 1]  # the cause
            convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
    return convolved
