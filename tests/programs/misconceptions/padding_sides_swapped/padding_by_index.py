#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding[1], padding[0]  # the cause
    padded = np.pad(images.astype(np.float32), ((0, 0), (ph, ph), (pw, pw)))
    oh, ow = padded.shape[1] - kh + 1, padded.shape[2] - kw + 1
    out = np.zeros((m, oh, ow), np.float32)
    for i in range(oh):
        for j in range(ow):
            out[:, i, j] = (padded[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))
    return out
