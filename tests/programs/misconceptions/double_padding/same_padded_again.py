#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    pad_h, pad_w = kh // 2, kw // 2
    padded = np.pad(images, ((0, 0), (pad_h, pad_h), (pad_w, pad_w)))
    padded = np.pad(padded, ((0, 0), (pad_h, pad_h), (pad_w, pad_w)))  # the cause
    oh, ow = padded.shape[1] - kh + 1, padded.shape[2] - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = padded[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved
