#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    assert kh < h and kw < w  # the cause
    windows = np.lib.stride_tricks.sliding_window_view(images, (kh, kw), (1, 2))
    return np.einsum('mhwij,ij->mhw', windows, kernel)
