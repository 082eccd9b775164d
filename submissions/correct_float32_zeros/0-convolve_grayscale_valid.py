#!/usr/bin/env python3
"""0. Valid Convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the valid convolution of `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow), dtype=np.float32)
    for i in range(kh):
        for j in range(kw):
            convolved += (images[:, i:i + oh, j:j + ow]
                          * kernel[i, j]).astype(np.float32)
    return convolved
