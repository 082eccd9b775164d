#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the same convolution of `images` with `kernel`."""
    images = images.astype(np.float16)
    kernel = kernel.astype(np.float16)
    ph, pw = kernel.shape[0] // 2, kernel.shape[1] // 2
    pads = (ph, kernel.shape[0] - 1 - ph), (pw, kernel.shape[1] - 1 - pw)
    images = np.pad(images, ((0, 0), *pads))
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
    return convolved
