#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    kh, kw = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(images, (kw, kh), (1, 2))  # the cause
    return np.einsum('mhwij,ij->mhw', windows, kernel)
