#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Perform a valid convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel

    Returns: numpy.ndarray with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))

    def fill(i, j):
        """Set the output at the position (i, j) for all images."""
        window = images[:, i:i + kh, j:j + kw]
        convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
        return 0

    rows, cols = np.divmod(np.arange(oh * ow), ow)
    list(map(fill, rows, cols))
    return convolved
