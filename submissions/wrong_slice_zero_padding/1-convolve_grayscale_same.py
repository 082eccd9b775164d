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
    padded = np.pad(images, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    oh, ow = h + kh - 1, w + kw - 1
    full = np.zeros((m, oh, ow))
    for i in range(kh):
        for j in range(kw):
            full += padded[:, i:i + oh, j:j + ow] * kernel[i, j]
    top, left = (kh - 1) // 2, (kw - 1) // 2
    bottom, right = kh // 2, kw // 2
    return full[:, top:-bottom, left:-right]
