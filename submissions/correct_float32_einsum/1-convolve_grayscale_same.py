#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the same convolution of `images` with `kernel`."""
    images = images.astype('float32')
    kernel = kernel.astype('float32')
    ph, pw = kernel.shape[0] // 2, kernel.shape[1] // 2
    pads = (ph, kernel.shape[0] - 1 - ph), (pw, kernel.shape[1] - 1 - pw)
    images = np.pad(images, ((0, 0), *pads))
    windows = np.lib.stride_tricks.sliding_window_view(
        images, kernel.shape, axis=(1, 2))
    return np.einsum('mijkl,kl->mij', windows, kernel).astype(float)
