#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve the images."""
    kh, kw = kernel.shape
    rows = images.shape[1] - kh + 1
    cols = images.shape[2] - kw + 1
    res = np.zeros((images.shape[0], rows, cols))
    image = np.arange(images.shape[0])
    for x in range(rows):
        one = images[x]  # the cause
        for y in range(cols):
            res[image, x, y] = np.sum(
                images[image, x:x + kh, y:y + kw] * kernel, axis=(1, 2))
    return res
