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
    size = images.shape[1:]
    spectrum = np.fft.rfft2(images.astype(np.float64))
    taps = np.fft.rfft2(kernel.astype(np.float64), s=size)
    product = np.fft.irfft2(spectrum * np.conj(taps), s=size)
    return product[:, :oh, :ow]
