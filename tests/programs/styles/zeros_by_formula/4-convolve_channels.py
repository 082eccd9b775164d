#!/usr/bin/env python3
"""Convolution with channels"""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Performs a convolution on images with channels"""
    m, h, w, c = images.shape
    kh, kw, c = kernel.shape
    sh, sw = stride
    ph, pw = 0, 0
    if padding == 'same':
        ph = ((h - 1) * sh + kh - h) // 2 + 1
        pw = ((w - 1) * sw + kw - w) // 2 + 1
    if type(padding) is tuple:
        ph, pw = padding
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)), 'constant')
    oh = (h + 2 * ph - kh) // sh + 1
    ow = (w + 2 * pw - kw) // sw + 1
    conv = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            part = padded[:, i * sh:i * sh + kh, j * sw:j * sw + kw, :]
            conv[:, i, j] = np.sum(part * kernel, axis=(1, 2, 3))
    return conv
