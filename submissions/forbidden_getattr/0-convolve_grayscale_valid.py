#!/usr/bin/env python3
"""0. Valid Convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the valid convolution of `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))

    def fill(i, j):
        """Set the output at the position (i, j) for all images."""
        window = images[:, i:i + kh, j:j + kw]
        convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
        return 0

    rows, cols = np.indices((oh, ow))
    visit = getattr(np, 'vectorize')
    visit(fill)(rows, cols)
    return convolved
