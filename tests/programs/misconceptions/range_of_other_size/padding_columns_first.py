#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, rows, cols = images.shape
    kernel_h, kernel_w = kernel.shape
    top, left = padding
    framed = np.zeros((m, rows + 2 * top, cols + 2 * left))
    framed[:, top:top + rows, left:left + cols] = images
    shape = (m, rows + 2 * top - kernel_h + 1, cols + 2 * left - kernel_w + 1)
    result = np.zeros(shape)
    for c in range(cols):
        for r in range(rows):  # the cause
            window = framed[:, r:r + kernel_h, c:c + kernel_w]
            result[:, r, c] = np.sum(window * kernel, axis=(1, 2))
    return result
