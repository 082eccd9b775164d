#!/usr/bin/env python3
"""Pool images."""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """Pool the images."""
    m, h, w, ch = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    rows = (h - kh) // sh + 1
    cols = (w - kw) // sw + 1
    out = np.zeros((m, rows, cols, ch))
    for r in range(rows):
        for c in range(cols):
            win = images[:, r * sh:r * sh + kh, c * sw:c * sw + kw]
            if mode == 'max':
                out[:, r, c] = win.max(axis=(1, 2))
            elif mode == 'avg':
                out[:, r, c] = win.mean(axis=(1, 2))
    return out
