#!/usr/bin/env python3
"""2. Convolution with Padding"""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolution of the zero padded `images` with `kernel`."""
    m, h, w = images.shape
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    oh, ow = h + 2 * ph - 2, w + 2 * pw - 2
    convolved = np.zeros((m, oh, ow))
    for i in range(3):
        for j in range(3):
            convolved += kernel[i, j] * images[:, i:i + oh, j:j + ow]
    return convolved
