#!/usr/bin/env python3
"""Strided Convolution"""
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """
    Performs a convolution on grayscale images

    images: numpy.ndarray with shape (m, h, w)
    kernel: numpy.ndarray with shape (kh, kw)
    padding: tuple of (ph, pw), 'same' or 'valid'
    stride: tuple of (sh, sw)
    Returns: numpy.ndarray with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    sh, sw = stride

    if type(padding) is tuple:
        ph, pw = padding
    elif padding == 'same':
        ph = int(((h - 1) * sh + kh - h) / 2) + 1
        pw = int(((w - 1) * sw + kw - w) / 2) + 1
    else:
        ph, pw = 0, 0

    output_h = int((h + 2 * ph - kh) / sh) + 1
    output_w = int((w + 2 * pw - kw) / sw) + 1
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    output = np.zeros((m, output_h, output_w))
    for i in range(output_h):
        for j in range(output_w):
            x, y = i * sh, j * sw
            output[:, i, j] = np.sum(padded[:, x:x + kh, y:y + kw] * kernel,
                                     axis=(1, 2))
    return output
