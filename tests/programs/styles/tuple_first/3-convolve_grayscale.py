#!/usr/bin/env python3
"""Strided convolution"""
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """Convolves grayscale images"""
    if isinstance(padding, tuple):
        ph, pw = padding[0], padding[1]
    elif padding == 'same':
        ph = int(np.ceil(((images.shape[1] - 1) * stride[0] + kernel.shape[0] - images.shape[1]) / 2))
        pw = int(np.ceil(((images.shape[2] - 1) * stride[1] + kernel.shape[1] - images.shape[2]) / 2))
    else:
        ph = pw = 0
    images = np.pad(images, pad_width=((0, 0), (ph, ph), (pw, pw)), mode='constant', constant_values=0)
    m, h, w = images.shape
    kh, kw = kernel.shape
    output = np.zeros((m, (h - kh) // stride[0] + 1, (w - kw) // stride[1] + 1))
    for row in range(output.shape[1]):
        for col in range(output.shape[2]):
            top, left = row * stride[0], col * stride[1]
            output[:, row, col] = (images[:, top:top + kh, left:left + kw] * kernel).sum(axis=(1, 2))
    return output
