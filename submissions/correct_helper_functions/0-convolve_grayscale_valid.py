#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def output_size(size, kernel_size):
    """Return how many positions a kernel has along one axis."""
    return size - kernel_size + 1


def apply_kernel(images, kernel, i, j):
    """Return the weighted sum of every image's window at (i, j)."""
    kh, kw = kernel.shape
    window = images[:, i:i + kh, j:j + kw]
    return np.sum(window * kernel, axis=(1, 2))


def convolve_grayscale_valid(images, kernel):
    """Perform a valid convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel

    Returns: numpy.ndarray with the convolved images
    """
    m = images.shape[0]
    oh = output_size(images.shape[1], kernel.shape[0])
    ow = output_size(images.shape[2], kernel.shape[1])
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            convolved[:, i, j] = apply_kernel(images, kernel, i, j)
    return convolved
