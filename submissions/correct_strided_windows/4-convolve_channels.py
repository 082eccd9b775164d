#!/usr/bin/env python3
"""Convolution with Channels"""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Perform a convolution on images with channels.

    Args:
        images: numpy.ndarray (m, h, w, c)
        kernel: numpy.ndarray (kh, kw, c)
        padding: 'same', 'valid' or a tuple (ph, pw)
        stride: tuple (sh, sw)

    Returns: numpy.ndarray (m, oh, ow)
    """
    m, h, w, c = images.shape
    kh, kw, _ = kernel.shape
    sh, sw = stride
    if padding == 'same':
        ph = ((h - 1) * sh + kh - h) // 2 + 1
        pw = ((w - 1) * sw + kw - w) // 2 + 1
    elif padding == 'valid':
        ph, pw = 0, 0
    else:
        ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(
        images, (kh, kw), axis=(1, 2))[:, ::sh, ::sw]
    return np.einsum('mijcab,abc->mij', windows, kernel)
