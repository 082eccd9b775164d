#!/usr/bin/env python3
"""Strided Convolution"""
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """Perform a convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w)
        kernel: numpy.ndarray (kh, kw)
        padding: 'same', 'valid' or a tuple (ph, pw)
        stride: tuple (sh, sw)

    Returns: numpy.ndarray (m, oh, ow)
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    sh, sw = stride
    if padding == 'same':
        ph = ((h - 1) * sh + kh - h) // 2 + 1
        pw = ((w - 1) * sw + kw - w) // 2 + 1
    elif padding == 'valid':
        ph, pw = 0, 0
    else:
        ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    shape = images.shape[1:3]
    flipped = np.conj(np.fft.rfft2(kernel, s=shape, axes=(0, 1)))
    transformed = np.fft.rfft2(images, axes=(1, 2))
    product = transformed * flipped
    convolved = np.fft.irfft2(product, s=shape, axes=(1, 2))
    return convolved[:, :shape[0] - kh + 1:sh, :shape[1] - kw + 1:sw]
