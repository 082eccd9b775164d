#!/usr/bin/env python3
"""2. Convolution with Padding"""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolution of the zero padded `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    canvas = np.zeros((m, h + 2 * ph, w + 2 * pw))
    canvas[:, ph:ph + h, pw:pw + w] = images
    oh = canvas.shape[1] - kh + 1
    ow = canvas.shape[2] - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = canvas[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = (window * kernel).sum(axis=2).sum(axis=1)
    return convolved
