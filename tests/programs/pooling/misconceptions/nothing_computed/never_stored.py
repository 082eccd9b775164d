#!/usr/bin/env python3
"""Pooling."""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """Pool the images."""
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    pooled = np.zeros((m, (h - kh) // sh + 1, (w - kw) // sw + 1, c))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
            value = window.max(axis=(1, 2)) if mode == 'max' else window.mean(axis=(1, 2))
    return pooled  # the cause
