#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve every image with the kernel, without any padding.

    One kernel element is taken at a time: it multiplies the images, cut to
    the positions where the element lies, for all images and positions at
    once.

    Args:
        images: numpy.ndarray of shape (m, h, w), m grayscale images of
            height h and width w in pixels
        kernel: numpy.ndarray of shape (kh, kw), the kernel

    Returns:
        numpy.ndarray of shape (m, h - kh + 1, w - kw + 1), the convolved
        images: whole numbers for whole input, else floating point
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    # int64 for whole numbers and at least float64 for all others, so that
    # no sum of small types overflows.
    dtype = np.result_type(images, kernel, np.int64)
    elements = kernel.astype(dtype)
    convolved = np.zeros((m, oh, ow), dtype)
    for i in range(kh):
        for j in range(kw):
            convolved += images[:, i:i + oh, j:j + ow] * elements[i, j]
    return convolved
