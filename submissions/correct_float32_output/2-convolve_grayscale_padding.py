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
    convolved = np.zeros((m, oh, ow), dtype=np.float32)
    for i in range(oh):
        for j in range(ow):
            products = images[:, i:i + kh, j:j + kw] * kernel
            convolved[:, i, j] = products.sum(axis=1).sum(axis=1)
    return convolved
