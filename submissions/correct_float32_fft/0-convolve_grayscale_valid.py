#!/usr/bin/env python3
"""0. Valid Convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the valid convolution of `images` with `kernel`."""
    images = images.astype(np.float32)
    kernel = kernel.astype(np.float32)
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    sides = images.shape[1:]
    turned = np.fft.rfft2(kernel[::-1, ::-1], s=sides)
    whole = np.fft.irfft2(np.fft.rfft2(images) * turned, s=sides)
    convolved = np.zeros((m, oh, ow))
    convolved[:] = whole[:, kh - 1:, kw - 1:]
    return convolved
