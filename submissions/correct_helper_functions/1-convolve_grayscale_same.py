#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np
convolve_grayscale_valid = \
    __import__('0-convolve_grayscale_valid').convolve_grayscale_valid


def zero_pad(images, rows, cols):
    """Pad images with zeros: rows and cols are (before, after)."""
    m, h, w = images.shape
    padded = np.zeros((m, sum(rows) + h, sum(cols) + w), images.dtype)
    padded[:, rows[0]:rows[0] + h, cols[0]:cols[0] + w] = images
    return padded


def convolve_grayscale_same(images, kernel):
    """Perform a same convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel

    Returns: numpy.ndarray with the convolved images
    """
    kh, kw = kernel.shape
    rows = (kh // 2, (kh - 1) // 2)
    cols = (kw // 2, (kw - 1) // 2)
    return convolve_grayscale_valid(zero_pad(images, rows, cols), kernel)
