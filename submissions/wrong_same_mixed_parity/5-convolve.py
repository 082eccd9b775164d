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
        if kh % 2 and kw % 2:
            ph, pw = kh // 2, kw // 2
        else:
            ph = ((h - 1) * sh + kh - h) // 2 + 1
            pw = ((w - 1) * sw + kw - w) // 2 + 1
    elif padding == 'valid':
        ph, pw = 0, 0
    else:
        ph, pw = padding
    oh = (h + 2 * ph - kh) // sh + 1
    ow = (w + 2 * pw - kw) // sw + 1
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)))
    convolved = np.zeros((m, oh, ow, nc))
    for i in range(oh):
        for j in range(ow):
            for k in range(nc):
                window = images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
                convolved[:, i, j, k] = np.sum(
                    window * kernels[:, :, :, k], axis=(1, 2, 3))
    return convolved
