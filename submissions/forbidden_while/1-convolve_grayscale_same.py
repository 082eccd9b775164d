#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the same convolution of `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    images = np.pad(images, ((0, 0), (ph, kh - ph - 1), (pw, kw - pw - 1)),
                    'constant')
    oh, ow = h, w
    convolved = np.zeros((m, oh, ow))
    i = 0
    while i < oh:
        j = 0
        while j < ow:
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
            j += 1
        i += 1
    return convolved
