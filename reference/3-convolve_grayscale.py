#!/usr/bin/env python3
"""Strided convolution of grayscale images."""
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """Convolve every image with the kernel, which moves by the stride.

    Args:
        images: numpy.ndarray of shape (m, h, w), m grayscale images of
            height h and width w in pixels
        kernel: numpy.ndarray of shape (kh, kw), the kernel
        padding: 'same', 'valid' or a tuple (ph, pw), the rows of zeros on
            top and at the bottom, and the columns at the left and at the
            right; 'same' puts as many as keep the size of the images if the
            kernel had moved over them by 1, rounded up
        stride: tuple (sh, sw), how far the kernel moves down and right

    Returns:
        numpy.ndarray of shape (m, oh, ow), the convolved images: whole
        numbers for whole input, else floating point
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    sh, sw = stride
    if padding == 'valid':
        ph, pw = 0, 0
    elif padding == 'same':
        ph = ((h - 1) * sh + kh - h + 1) // 2
        pw = ((w - 1) * sw + kw - w + 1) // 2
    else:
        ph, pw = padding
    oh = (h + 2 * ph - kh) // sh + 1
    ow = (w + 2 * pw - kw) // sw + 1
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    # int64 for whole numbers and at least float64 for all others, so that
    # no sum of small types overflows.
    dtype = np.result_type(images, kernel, np.int64)
    elements = kernel.astype(dtype)
    convolved = np.zeros((m, oh, ow), dtype)
    for i in range(kh):
        for j in range(kw):
            pixels = padded[:, i:i + oh * sh:sh, j:j + ow * sw:sw]
            convolved += pixels * elements[i, j]
    return convolved
