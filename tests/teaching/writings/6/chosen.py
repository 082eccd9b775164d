#!/usr/bin/env python3
"""Pool images."""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """Pool the images."""
    m, h, w, ch = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    take = np.amax if mode == 'max' else np.mean
    rows, cols = (h - kh) // sh + 1, (w - kw) // sw + 1
    out = np.zeros((m, rows, cols, ch))
    image = np.arange(m)
    for x in range(rows):
        for y in range(cols):
            out[image, x, y] = take(
                images[image, x * sh:x * sh + kh, y * sw:y * sw + kw],
                axis=(1, 2))
    return out
