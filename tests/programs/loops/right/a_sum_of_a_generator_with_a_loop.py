"""A valid convolution."""
import numpy as np


def shifted(images, kernel):
    """every tap"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    for u, v in np.ndindex(kh, kw):
        yield images[:, u:u + h - kh + 1, v:v + w - kw + 1] * kernel[u, v]


def convolve_grayscale_valid(images, kernel):
    """doc"""
    return sum(shifted(images, kernel))
