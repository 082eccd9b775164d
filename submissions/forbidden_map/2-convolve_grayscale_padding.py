#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Perform a convolution on grayscale images with custom padding.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel
        padding: tuple (ph, pw), the padding of the height and the width

    Returns: numpy.ndarray with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    convolved = np.zeros((m, oh, ow))

    def fill(i, j):
        """Set the output at the position (i, j) for all images."""
        window = images[:, i:i + kh, j:j + kw]
        convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
        return 0

    rows, cols = np.divmod(np.arange(oh * ow), ow)
    list(map(fill, rows, cols))
    return convolved
