#!/usr/bin/env python3
"""Strided Convolution"""
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """
    Strided Convolution
    images: numpy.ndarray, (m, h, w)
    kernel: numpy.ndarray, (kh, kw)
    padding: tuple of (ph, pw), 'same', or 'valid'
    stride: tuple of (sh, sw)
    """
    m, h, w = images.shape[:3]
    kh, kw = kernel.shape[:2]
    sh, sw = stride
    if padding is 'same':
        ph = int(((h - 1) * sh + kh - h) / 2) + 1
        pw = int(((w - 1) * sw + kw - w) / 2) + 1
    elif padding is 'valid':
        ph = 0
        pw = 0
    else:
        ph = padding[0]
        pw = padding[1]
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    new_h = int((h + 2 * ph - kh) / sh) + 1
    new_w = int((w + 2 * pw - kw) / sw) + 1
    out = np.zeros((m, new_h, new_w))
    for x in range(new_h):
        for y in range(new_w):
            out[:, x, y] = np.sum(images[:, x * sh:x * sh + kh,
                                         y * sw:y * sw + kw] * kernel,
                                  axis=(1, 2))
    return out
