#!/usr/bin/env python3
"""This module has the function convolve"""
from math import ceil, floor
import numpy as np


def convolve(images, kernels, padding='same', stride=(1, 1)):
    """function that performs a convolution on images using multiple kernels"""
    m, h, w = images.shape[0], images.shape[1], images.shape[2]
    kh, kw = kernels.shape[0], kernels.shape[1]
    sh, sw = stride
    if padding == 'same':
        ph = ceil(((h - 1) * sh + kh - h) / 2)
        pw = ceil(((w - 1) * sw + kw - w) / 2)
    elif padding == 'valid':
        ph = 0
        pw = 0
    else:
        ph = padding[0]
        pw = padding[1]
    new_h = floor((h + 2 * ph - kh) / sh) + 1
    new_w = floor((w + 2 * pw - kw) / sw) + 1
    padded = np.pad(images, pad_width=((0, 0), (ph, ph), (pw, pw), (0, 0)),
                    mode='constant')
    image = np.arange(m)
    nc = kernels.shape[3]
    result = np.zeros((m, new_h, new_w, nc))
    for i in range(new_h):
        for j in range(new_w):
            for k in range(nc):
                part = padded[image, i * sh:i * sh + kh, j * sw:j * sw + kw]
                result[image, i, j, k] = np.sum(
                    np.multiply(part, kernels[:, :, :, k]), axis=(1, 2, 3))
    return result
