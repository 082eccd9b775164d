#!/usr/bin/env python3
"""Multiple Kernels with numpy"""
import numpy as np


def convolve(images, kernels, padding='same', stride=(1, 1)):
    """Convolve images with several kernels

    Args:
        images: array of shape (m, h, w, c)
        kernels: array of shape (kh, kw, c, nc)
        padding: 'same', 'valid' or (ph, pw)
        stride: (sh, sw)

    Returns:
        the convolved images, an array of shape (m, oh, ow, nc)
    """
    h, w = images.shape[1], images.shape[2]
    kh, kw = kernels.shape[:2]
    sh, sw = stride
    pad_h, pad_w = 0, 0

    if padding == 'same':
        pad_h = ((h - 1) * sh + kh - h) // 2
        pad_w = ((w - 1) * sw + kw - w) // 2
    if isinstance(padding, tuple):
        pad_h, pad_w = padding

    images = np.pad(images, [(0, 0), (pad_h, pad_h), (pad_w, pad_w), (0, 0)])
    h, w = images.shape[1:3]
    conv = np.zeros((len(images), (h - kh) // sh + 1, (w - kw) // sw + 1,
                     kernels.shape[3]))
    for y in range(0, h - kh + 1, sh):
        for x in range(0, w - kw + 1, sw):
            window = images[:, y:y + kh, x:x + kw, :, np.newaxis]
            conv[:, y // sh, x // sw, :] = np.sum(window * kernels,
                                                  axis=(1, 2, 3))
    return conv
