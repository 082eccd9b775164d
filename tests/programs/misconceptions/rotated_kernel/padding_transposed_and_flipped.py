#!/usr/bin/env python3
"""Convolution of grayscale images with custom padding."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Return the convolved images."""
    m, h, w = images.shape
    kernel = np.flipud(kernel.T)  # the cause
    kh, kw = kernel.shape
    ph, pw = padding
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), (1, 2))
    return np.einsum('mhwij,ij->mhw', windows, kernel)
