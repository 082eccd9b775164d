#!/usr/bin/env python3
"""Defines convolve"""
import numpy as np


def convolve(images, kernels, padding='same', stride=(1, 1)):
    """
    Convolves images with several kernels.
    Padding is 'same', 'valid' or a tuple, stride a tuple.
    """
    m, h, w, c = images.shape
    kh, kw, _, nc = kernels.shape
    ph, pw = 0, 0
    if padding == 'same':
        ph, pw = (kh - 1) // 2, (kw - 1) // 2
    elif padding != 'valid':
        ph, pw = padding[0], padding[1]

    new = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)), 'constant')
    size = (int((h - kh + 2 * ph) / stride[0] + 1),
            int((w - kw + 2 * pw) / stride[1] + 1))
    convolved = np.zeros((m, size[0], size[1], nc))
    for z in range(nc):
        for i in range(size[0]):
            for j in range(size[1]):
                y, x = i * stride[0], j * stride[1]
                convolved[:, i, j, z] = np.sum(
                    kernels[:, :, :, z] * new[:, y:y + kh, x:x + kw],
                    axis=(1, 2, 3))
    return convolved
