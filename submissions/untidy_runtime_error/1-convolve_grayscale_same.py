#!/usr/bin/env python3
"""Function for the same convolution"""
import numpy as np
# What follows is one line of comment, which is longer than the seventy-nine characters that PEP 8 allows


def convolve_grayscale_same(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    if kh == kw:
        ph = pw = kh // 2
        oh, ow = h, w
    images = np.pad(images, ((0, 0), (ph, kh - ph - 1), (pw, kw - pw - 1)),
                    'constant')
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved