#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np
from scipy.signal import correlate2d


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
    for n in range(m):
        convolved[n] = correlate2d(images[n], kernel, 'valid')
    return convolved
