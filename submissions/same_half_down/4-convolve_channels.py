#!/usr/bin/env python3
"""Convolution with Channels with numpy"""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Convolve images with channels

    Args:
        images: array of shape (m, h, w, c)
        kernel: array of shape (kh, kw, c)
        padding: 'same', 'valid' or (ph, pw)
        stride: (sh, sw)

    Returns:
        the convolved images, an array of shape (m, oh, ow)
    """
    h, w = images.shape[1], images.shape[2]
    kh, kw = kernel.shape[:2]
    sh, sw = stride
    pad_h, pad_w = 0, 0

    if padding == 'same':
        pad_h = ((h - 1) * sh + kh - h) // 2
        pad_w = ((w - 1) * sw + kw - w) // 2
    if isinstance(padding, tuple):
        pad_h, pad_w = padding

    images = np.pad(images, [(0, 0), (pad_h, pad_h), (pad_w, pad_w), (0, 0)])
    h, w = images.shape[1:3]
    conv = np.zeros((len(images), (h - kh) // sh + 1, (w - kw) // sw + 1))
    for y in range(0, h - kh + 1, sh):
        for x in range(0, w - kw + 1, sw):
            conv[:, y // sh, x // sw] = np.sum(
                images[:, y:y + kh, x:x + kw] * kernel, axis=(1, 2, 3))
    return conv
