#!/usr/bin/env python3
"""Convolution with several kernels"""
import numpy as np


def convolve(images, kernels, padding='same', stride=(1, 1)):
    """Convolves by way of complex numbers, and returns them"""
    m, h, w = images.shape[:3]
    kh, kw, _, nc = kernels.shape
    sh, sw = stride
    ph = pw = 0
    if padding == 'same':
        ph, pw = kh // 2, kw // 2
    elif padding != 'valid':
        ph, pw = padding
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)))
    oh, ow = (h + 2 * ph - kh) // sh + 1, (w + 2 * pw - kw) // sw + 1
    convolved = np.zeros((m, oh, ow, nc), dtype=complex)
    for i in range(oh):
        for j in range(ow):
            part = padded[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
            convolved[:, i, j] = np.tensordot(part, kernels, axes=3) * 1j
    return convolved
