#!/usr/bin/env python3
"""Convolution with Channels"""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Convolves images with channels.

    The padding is the one that TensorFlow has.
    """
    m, h, w = images.shape[:3]
    kh, kw = kernel.shape[:2]
    sh, sw = stride
    if padding == 'same':
        oh = int(np.ceil(float(h) / float(sh)))
        ow = int(np.ceil(float(w) / float(sw)))
        pad_h = max((oh - 1) * sh + kh - h, 0)
        pad_w = max((ow - 1) * sw + kw - w, 0)
        top, left = pad_h // 2, pad_w // 2
        bottom, right = pad_h - top, pad_w - left
    elif padding == 'valid':
        top = bottom = left = right = 0
        oh = int(np.ceil(float(h - kh + 1) / float(sh)))
        ow = int(np.ceil(float(w - kw + 1) / float(sw)))
    else:
        top = bottom = padding[0]
        left = right = padding[1]
        oh = (h + top + bottom - kh) // sh + 1
        ow = (w + left + right - kw) // sw + 1

    images = np.pad(images, ((0, 0), (top, bottom), (left, right), (0, 0)))
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2, 3))
    return convolved
