#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    kh, kw = kernel.shape
    top, left = (kh - 1) // 2, (kw - 1) // 2
    padded = np.pad(images, ((0, 0), (top, kh - 1 - top), (left, kw - 1 - left)))  # the cause
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), (1, 2))
    return np.einsum('mhwij,ij->mhw', windows, kernel)
