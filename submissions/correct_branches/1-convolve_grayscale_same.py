#!/usr/bin/env python3
"""A same convolution of grayscale images"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """
    performs a same convolution on grayscale images
    images: array of shape (m, h, w)
    kernel: array of shape (kh, kw)
    returns: array with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    if kh % 2 == 0:
        ph = kh // 2
    else:
        ph = (kh - 1) // 2
    pw = kw // 2 if kw % 2 == 0 else (kw - 1) // 2
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    conv = np.zeros((m, h, w))
    for i in range(h):
        for j in range(w):
            part = padded[:, i:i + kh, j:j + kw]
            conv[:, i, j] = np.sum(part * kernel, axis=(1, 2))
    return conv
