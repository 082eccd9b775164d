#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the same convolution of `images` with `kernel`."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    images = np.pad(images, ((0, 0), (ph, kh - ph - 1), (pw, kw - pw - 1)),
                    'constant')
    oh, ow = h, w
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
