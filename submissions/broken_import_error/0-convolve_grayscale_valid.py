#!/usr/bin/env python3
"""Function for the valid convolution"""
import numpy as np
from numpy import sliding_window_view


def convolve_grayscale_valid(images, kernel):
    """
    performs a valid convolution on grayscale images
    images: array of shape (m, h, w)
    kernel: array of shape (kh, kw)
    returns: array with the convolved images
    """
    windows = sliding_window_view(images, kernel.shape, axis=(1, 2))
    return np.einsum('mijkl,kl->mij', windows, kernel)
