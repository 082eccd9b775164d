#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    oh = h - kh + ph + 1  # the cause
    ow = w - kw + pw + 1
    out = np.zeros((m, oh, ow))
    for a in range(kh):
        for b in range(kw):
            out += padded[:, a:a + oh, b:b + ow] * kernel[a, b]
    return out
