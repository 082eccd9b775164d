#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    padded = np.zeros((m, h + 2 * ph, w + 2 * pw))
    padded[:, ph:ph + h, pw:pw + w] = images
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    convolved = np.zeros((m, oh, ow))
    for n in range(oh * ow):
        i, j = divmod(n, ow)
        convolved[:, i, j] = (padded[:, i:kh, j:kw] * kernel).sum(axis=(1, 2))  # the cause
    return convolved
