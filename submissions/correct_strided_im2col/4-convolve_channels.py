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
    oh = (h + 2 * ph - kh) // sh + 1
    ow = (w + 2 * pw - kw) // sw + 1
    rows = np.arange(oh).repeat(ow) * sh
    columns = np.tile(np.arange(ow), oh) * sw
    rows = rows[:, None] + np.arange(kh).repeat(kw)
    columns = columns[:, None] + np.tile(np.arange(kw), kh)
    windows = images[:, rows, columns].reshape(m, oh * ow, -1)
    return np.matmul(windows, kernel.reshape(-1, 1)).reshape(m, oh, ow)
