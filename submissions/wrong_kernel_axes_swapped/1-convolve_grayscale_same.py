#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Perform a same convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel

    Returns: numpy.ndarray with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kw // 2, kh // 2
    images = np.pad(images, ((0, 0), (ph, kw - ph - 1), (pw, kh - pw - 1)))
    oh = images.shape[1] - kh + 1
    ow = images.shape[2] - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(kh):
        for j in range(kw):
            convolved += kernel[i, j] * images[:, i:i + oh, j:j + ow]
    return convolved
