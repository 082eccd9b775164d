#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Convolve every image with the kernel after padding it with zeros.

    Args:
        images: numpy.ndarray of shape (m, h, w), m grayscale images of
            height h and width w in pixels
        kernel: numpy.ndarray of shape (kh, kw), the kernel
        padding: tuple (ph, pw), the rows of zeros added on top and again
            at the bottom, and the columns added at the left and again at
            the right

    Returns:
        numpy.ndarray of shape (m, h + 2 * ph - kh + 1, w + 2 * pw - kw + 1),
        the convolved images: whole numbers for whole input, else floating
        point
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    # int64 for whole numbers and at least float64 for all others, so that
    # no sum of small types overflows.
    dtype = np.result_type(images, kernel, np.int64)
    elements = kernel.astype(dtype)
    convolved = np.zeros((m, oh, ow), dtype)
    for i in range(kh):
        for j in range(kw):
            convolved += padded[:, i:i + oh, j:j + ow] * elements[i, j]
    return convolved
