#!/usr/bin/env python3
"""Function for the valid convolution"""
import numpy as np
# What follows is one line of comment, which is longer than the seventy-nine characters that PEP 8 allows


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    if kh == kw:
        oh = h - kh + 1
        ow = w - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved