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
    of_m, of_h, of_w = images.strides
    windows = np.lib.stride_tricks.as_strided(
        images,
        shape=(m, oh, ow, kh, kw),
        strides=(of_m, of_h, of_w, of_h, of_w),
        writeable=False)
    return np.einsum('...kl,kl', windows, kernel)
