#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np
convolve_grayscale_valid = \
    __import__('0-convolve_grayscale_valid').convolve_grayscale_valid


def zero_pad(images, rows, cols):
    """Pad images with zeros: rows and cols are (before, after)."""
    m, h, w = images.shape
    padded = np.zeros((m, sum(rows) + h, sum(cols) + w), images.dtype)
    padded[:, rows[0]:rows[0] + h, cols[0]:cols[0] + w] = images
    return padded


def convolve_grayscale_padding(images, kernel, padding):
    """Perform a convolution on grayscale images with custom padding.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel
        padding: tuple (ph, pw), the padding of the height and the width

    Returns: numpy.ndarray with the convolved images
    """
    ph, pw = padding
    padded = zero_pad(images, (ph, ph), (pw, pw))
    return convolve_grayscale_valid(padded, kernel)
