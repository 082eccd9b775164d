#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


class Window:
    """A kernel that is laid over images."""

    def __init__(self, kernel):
        """Keep the kernel and its size."""
        self.kernel = kernel
        self.kh, self.kw = kernel.shape

    def at(self, images, i, j):
        """Return the sums of the windows whose corner is (i, j)."""
        part = images[:, i:i + self.kh, j:j + self.kw]
        return np.sum(part * self.kernel, axis=(1, 2))

    def slide(self, images):
        """Return the sums at all positions inside the images."""
        m, h, w = images.shape
        sums = np.zeros((m, h - self.kh + 1, w - self.kw + 1))
        for i in range(sums.shape[1]):
            for j in range(sums.shape[2]):
                sums[:, i, j] = self.at(images, i, j)
        return sums


def convolve_grayscale_valid(images, kernel):
    """Perform a valid convolution on grayscale images.

    Args:
        images: numpy.ndarray (m, h, w) with the grayscale images
        kernel: numpy.ndarray (kh, kw) with the kernel

    Returns: numpy.ndarray with the convolved images
    """
    return Window(kernel).slide(images)
