#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    kh, kw = kernel.shape
    if kh % 2 == 1:
        ph = (kh - 1) // 2
    else:
        ph = kh // 2
    if kw % 2 == 1:
        pw = (kw - 1) // 2
    else:
        pw = kw // 2
    padded = np.pad(images, pad_width=((0, 0), (ph, ph), (pw, pw)),
                    mode='constant', constant_values=0)
    rows = images.shape[1]
    cols = images.shape[2]
    res = np.zeros((images.shape[0], rows, cols))
    image = np.arange(images.shape[0])
    for x in range(rows):
        for y in range(cols):
            res[image, x, y] = np.sum(
                images[image, x:x + kh, y:y + kw] * kernel, axis=(1, 2))  # the cause
    return res
