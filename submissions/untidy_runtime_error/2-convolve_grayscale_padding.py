#!/usr/bin/env python3
"""Function for the convolution with padding"""
import numpy as np
# What follows is one line of comment, which is longer than the seventy-nine characters that PEP 8 allows


def convolve_grayscale_padding(images, kernel, padding):
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    if kh == kw:
        oh = h + 2 * ph - kh + 1
        ow = w + 2 * pw - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved