#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np
from scipy.signal import correlate2d


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
    for n in range(m):
        convolved[n] = correlate2d(images[n], kernel, 'valid')
    return convolved
