#!/usr/bin/env python3
"""Defines convolve_grayscale"""
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """
    Convolves grayscale images.
    Padding is 'same', 'valid' or a tuple, stride a tuple.
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = 0, 0
    if padding == 'same':
        ph, pw = (kh - 1) // 2, (kw - 1) // 2
    elif padding != 'valid':
        ph, pw = padding[0], padding[1]

    new = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    size = (int((h - kh + 2 * ph) / stride[0] + 1),
            int((w - kw + 2 * pw) / stride[1] + 1))
    convolved = np.zeros((m, size[0], size[1]))
    for i in range(size[0]):
        for j in range(size[1]):
            convolved[:, i, j] = np.sum(
                kernel * new[:,
                             i * stride[0]:i * stride[0] + kh,
                             j * stride[1]:j * stride[1] + kw],
                axis=(1, 2))
    return convolved
