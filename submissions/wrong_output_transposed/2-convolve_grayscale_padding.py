#!/usr/bin/env python3
"""2. Convolution with Padding"""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolution of the zero padded `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    convolved = np.zeros((m, ow, oh))
    for x in range(ow):
        for y in range(oh):
            window = images[:, y:y + kh, x:x + kw]
            convolved[:, x, y] = np.sum(window * kernel, axis=(1, 2))
    return convolved
