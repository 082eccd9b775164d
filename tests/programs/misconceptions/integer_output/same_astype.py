#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = (kh - 1) // 2, (kw - 1) // 2
    padded = np.zeros((m, h + kh - 1, w + kw - 1))
    padded[:, top:top + h, left:left + w] = images
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), (1, 2))
    return np.einsum('mhwij,ij->mhw', windows, kernel).astype(int)  # the cause
