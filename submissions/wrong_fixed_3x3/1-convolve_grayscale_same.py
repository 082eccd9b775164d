#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the same convolution of `images` with `kernel`."""
    m, h, w = images.shape
    images = np.pad(images, ((0, 0), (1, 1), (1, 1)), 'constant')
    oh, ow = h, w
    convolved = np.zeros((m, oh, ow))
    for i in range(3):
        for j in range(3):
            convolved += kernel[i, j] * images[:, i:i + oh, j:j + ow]
    return convolved
