#!/usr/bin/env python3
"""Defines convolve_channels"""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """
    Convolves images with channels.
    Padding is 'same', 'valid' or a tuple, stride a tuple.
    """
    m, h, w, c = images.shape
    kh, kw, _ = kernel.shape
    ph, pw = 0, 0
    if padding == 'same':
        ph, pw = (kh - 1) // 2, (kw - 1) // 2
    elif padding != 'valid':
        ph, pw = padding[0], padding[1]

    new = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)), 'constant')
    size = (int((h - kh + 2 * ph) / stride[0] + 1),
            int((w - kw + 2 * pw) / stride[1] + 1))
    convolved = np.zeros((m, size[0], size[1]))
    for i in range(size[0]):
        for j in range(size[1]):
            convolved[:, i, j] = np.sum(
                kernel * new[:,
                             i * stride[0]:i * stride[0] + kh,
                             j * stride[1]:j * stride[1] + kw],
                axis=(1, 2, 3))
    return convolved
