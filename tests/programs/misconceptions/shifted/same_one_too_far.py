#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, left = (kh - 1) // 2, (kw - 1) // 2
    padded = np.zeros((m, h + kh + 1, w + kw + 1))
    padded[:, top + 1:top + 1 + h, left + 1:left + 1 + w] = images  # the cause
    padded = padded[:, :h + kh - 1, :w + kw - 1]
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), (1, 2))
    return np.einsum('mhwij,ij->mhw', windows, kernel)
