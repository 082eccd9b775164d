#!/usr/bin/env python3
"""2. Convolution with Padding"""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolution of the zero padded `images`."""
    images = np.float32(images)
    kernel = np.float32(kernel)
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.tensordot(window, kernel, axes=2)
    return convolved
