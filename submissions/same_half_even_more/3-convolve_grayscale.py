#!/usr/bin/env python3
"""
Strided Convolution
"""

import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """
    Performs a convolution on grayscale images:
    images is a numpy.ndarray with shape (m, h, w)
    kernel is a numpy.ndarray with shape (kh, kw)
    padding is either a tuple of (ph, pw), 'same', or 'valid'
    stride is a tuple of (sh, sw)
    Returns: a numpy.ndarray containing the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    sh, sw = stride

    if padding == 'same':
        if kh % 2 == 0:
            ph = ((h - 1) * sh + kh - h) // 2 + 1
        else:
            ph = ((h - 1) * sh + kh - h) // 2
        if kw % 2 == 0:
            pw = ((w - 1) * sw + kw - w) // 2 + 1
        else:
            pw = ((w - 1) * sw + kw - w) // 2
    elif padding == 'valid':
        ph = pw = 0
    elif type(padding) is tuple:
        ph, pw = padding

    new_h = (h + 2 * ph - kh) // sh + 1
    new_w = (w + 2 * pw - kw) // sw + 1
    pad = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    out = np.zeros((m, new_h, new_w))
    for i in range(new_h):
        for j in range(new_w):
            out[:, i, j] = np.einsum(
                'mab,ab->m',
                pad[:, i * sh:i * sh + kh, j * sw:j * sw + kw], kernel)
    return out
