#!/usr/bin/env python3
"""3. Strided Convolution"""
from math import ceil
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """Convolve grayscale images.

    'same' has a row for each stride begun.
    """
    m, h, w = images.shape[:3]
    kh, kw = kernel.shape[:2]
    sh, sw = stride
    if padding == 'same':
        oh, ow = ceil(h / sh), ceil(w / sw)
        ph, pw = (kh - 1) // 2, (kw - 1) // 2
        pads = (0, 0), (ph, kh), (pw, kw)
    else:
        ph, pw = (0, 0) if padding == 'valid' else padding
        oh = (h + 2 * ph - kh) // sh + 1
        ow = (w + 2 * pw - kw) // sw + 1
        pads = (0, 0), (ph, ph), (pw, pw)
    padded = np.pad(images, pads)
    convolved = np.zeros((m, oh, ow))
    for place in range(oh * ow):
        i, j = place // ow, place % ow
        convolved[:, i, j] = np.sum(
            padded[:, i * sh:i * sh + kh, j * sw:j * sw + kw] * kernel,
            axis=(1, 2))
    return convolved
