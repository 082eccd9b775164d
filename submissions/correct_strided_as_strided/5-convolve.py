#!/usr/bin/env python3
"""Multiple Kernels"""
import numpy as np


def convolve(images, kernels, padding='same', stride=(1, 1)):
    """Perform a convolution on images using multiple kernels.

    Args:
        images: numpy.ndarray (m, h, w, c)
        kernels: numpy.ndarray (kh, kw, c, nc)
        padding: 'same', 'valid' or a tuple (ph, pw)
        stride: tuple (sh, sw)

    Returns: numpy.ndarray (m, oh, ow, nc)
    """
    m, h, w, c = images.shape
    kh, kw, _, nc = kernels.shape
    sh, sw = stride
    if padding == 'same':
        ph = ((h - 1) * sh + kh - h) // 2 + 1
        pw = ((w - 1) * sw + kw - w) // 2 + 1
    elif padding == 'valid':
        ph, pw = 0, 0
    else:
        ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)))
    oh = (h + 2 * ph - kh) // sh + 1
    ow = (w + 2 * pw - kw) // sw + 1
    s = images.strides
    windows = np.lib.stride_tricks.as_strided(
        images, (m, oh, ow, kh, kw, c),
        (s[0], s[1] * sh, s[2] * sw, *s[1:]), writeable=False)
    return np.tensordot(windows, kernels, axes=3)
