#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np
convolve_grayscale_valid = \
    __import__('0-convolve_grayscale_valid').convolve_grayscale_valid


def convolve_grayscale_same(images, kernel):
    """Perform a same convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel

    Returns: numpy.ndarray with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    rows, cols = (kh // 2, (kh - 1) // 2), (kw // 2, (kw - 1) // 2)
    padded = np.pad(images, ((0, 0), rows, cols), 'constant')
    convolved = np.zeros((m, h, w))
    for n in range(m):
        convolved[n] = convolve_grayscale_valid(padded[n:n + 1], kernel)[0]
    return convolved
