#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np
from scipy.signal import correlate2d


def convolve_grayscale_same(images, kernel):
    """Perform a same convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel

    Returns: numpy.ndarray with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    images = np.pad(images, ((0, 0), (ph, kh - ph - 1), (pw, kw - pw - 1)),
                    'constant')
    oh, ow = h, w
    convolved = np.zeros((m, oh, ow))
    for n in range(m):
        convolved[n] = correlate2d(images[n], kernel, 'valid')
    return convolved
