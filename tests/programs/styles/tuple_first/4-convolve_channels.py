#!/usr/bin/env python3
"""Convolution with channels"""
import numpy as np
from math import ceil


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Convolves images with channels"""
    m, h, w, c = images.shape
    kh, kw = kernel.shape[:2]
    sh, sw = stride
    if isinstance(padding, tuple):
        ph, pw = padding
    elif padding == 'same':
        ph, pw = (kh - 1) // 2, (kw - 1) // 2
    else:
        ph, pw = 0, 0
    padded = np.zeros((m, h + 2 * ph, w + 2 * pw, c))
    padded[:, ph:ph + h, pw:pw + w] = images
    oh = ceil((h + 2 * ph - kh + 1) / sh)
    ow = ceil((w + 2 * pw - kw + 1) / sw)
    output = np.zeros((m, oh, ow))
    for row in range(oh):
        for col in range(ow):
            window = padded[:, row * sh:row * sh + kh, col * sw:col * sw + kw]
            output[:, row, col] = np.tensordot(window, kernel, axes=3)
    return output
