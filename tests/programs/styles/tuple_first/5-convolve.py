#!/usr/bin/env python3
"""Convolution with several kernels"""
import numpy as np


def convolve(images, kernels, padding='same', stride=(1, 1)):
    """Convolves images with each of the kernels"""
    m, h, w = images.shape[:3]
    kh, kw, c, nc = kernels.shape
    sh, sw = stride
    if isinstance(padding, tuple):
        ph, pw = padding
    elif padding == 'same':
        ph, pw = kh // 2, kw // 2
    else:
        ph, pw = 0, 0
    padded = np.pad(images, ((0,), (ph,), (pw,), (0,)), mode='constant')
    oh, ow = (h + 2 * ph - kh + sh) // sh, (w + 2 * pw - kw + sw) // sw
    output = np.zeros((m, oh, ow, nc))
    for row in range(oh):
        for col in range(ow):
            window = padded[:, row * sh:row * sh + kh, col * sw:col * sw + kw, :]
            output[:, row, col, :] = np.tensordot(window, kernels, axes=((1, 2, 3), (0, 1, 2)))
    return output
