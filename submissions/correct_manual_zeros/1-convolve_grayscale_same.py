#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the same convolution of `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    oh, ow = h, w
    canvas = np.zeros((m, h + kh - 1, w + kw - 1))
    canvas[:, ph:ph + h, pw:pw + w] = images
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = canvas[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = (window * kernel).sum(axis=2).sum(axis=1)
    return convolved
