#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve every image with the kernel, keeping the images' size.

    The images are padded with zeros, kh - 1 rows and kw - 1 columns in
    total: kh // 2 rows on top and kw // 2 columns at the left, the rest at
    the bottom and at the right. So an even kernel, which cannot be
    centred, has its extra row and column of zeros at the top and left.

    Args:
        images: numpy.ndarray of shape (m, h, w), m grayscale images of
            height h and width w in pixels
        kernel: numpy.ndarray of shape (kh, kw), the kernel

    Returns:
        numpy.ndarray of shape (m, h, w), the convolved images: whole
        numbers for whole input, else floating point
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = kh // 2, kw // 2
    padded = np.pad(
        images, ((0, 0), (top, kh - 1 - top), (left, kw - 1 - left)))
    # int64 for whole numbers and at least float64 for all others, so that
    # no sum of small types overflows.
    dtype = np.result_type(images, kernel, np.int64)
    elements = kernel.astype(dtype)
    convolved = np.zeros((m, h, w), dtype)
    for i in range(kh):
        for j in range(kw):
            convolved += padded[:, i:i + h, j:j + w] * elements[i, j]
    return convolved
