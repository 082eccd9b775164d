#!/usr/bin/env python3
"""Strided Convolution"""
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """Perform a convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w)
        kernel: numpy.ndarray (kh, kw)
        padding: 'same', 'valid' or a tuple (ph, pw)
        stride: tuple (sh, sw)

    Returns: numpy.ndarray (m, oh, ow)
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    sh, sw = stride
    if padding == 'same':
        ph = ((h - 1) * sh + kh - h) // 2 + 1
        pw = ((w - 1) * sw + kw - w) // 2 + 1
    elif padding == 'valid':
        ph, pw = 0, 0
    else:
        ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    images = images.astype(np.float32)
    taps = kernel.astype(np.float32)
    oh = (h + 2 * ph - kh) // sh + 1
    ow = (w + 2 * pw - kw) // sw + 1
    out = np.zeros((m, oh, ow), dtype=np.float32)
    for i in range(oh):
        for j in range(ow):
            y, x = i * sh, j * sw
            out[:, i, j] = (images[:, y:y + kh, x:x + kw] * taps).sum((1, 2))
    return out
