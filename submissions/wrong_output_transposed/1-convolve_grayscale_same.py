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
    convolved = np.zeros((m, ow, oh))
    for x in range(ow):
        for y in range(oh):
            window = images[:, y:y + kh, x:x + kw]
            convolved[:, x, y] = np.sum(window * kernel, axis=(1, 2))
    return convolved
