#!/usr/bin/env python3
"""4. Convolution with Channels"""
import numpy as np


def convolve_channels(images, kernel, stride=(1, 1), padding='same'):
    """Convolve images with channels, with a stride and a padding."""
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
    out = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            y, x = i * sh, j * sw
            window = images[:, y:y + kh, x:x + kw]
            out[:, i, j] = np.sum(window * kernel, axis=(1, 2, 3))
    return out
