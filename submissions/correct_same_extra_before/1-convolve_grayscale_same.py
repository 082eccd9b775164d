#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the same convolution of `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top = kh // 2
    left = kw // 2
    padded = np.zeros((m, h + kh - 1, w + kw - 1))
    padded[:, top:top + h, left:left + w] = images
    conv = np.zeros((m, h, w))
    for i in range(h):
        for j in range(w):
            conv[:, i, j] = np.sum(padded[:, i:i + kh, j:j + kw] * kernel,
                                   axis=(1, 2))
    return conv
