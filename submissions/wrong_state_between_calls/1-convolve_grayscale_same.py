#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np

SUMS = {}


def convolve_grayscale_same(images, kernel):
    """Perform a same convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel

    Returns: numpy.ndarray with the convolved images
    """
    key = (images.shape, images.tobytes(), kernel.shape, kernel.tobytes())
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    images = np.pad(images, ((0, 0), (ph, kh - ph - 1), (pw, kw - pw - 1)),
                    'constant')
    oh, ow = h, w
    if key not in SUMS:
        SUMS[key] = np.zeros((m, oh, ow))
    convolved = SUMS[key]
    for i in range(kh):
        for j in range(kw):
            convolved += kernel[i, j] * images[:, i:i + oh, j:j + ow]
    return convolved.copy()
