#!/usr/bin/env python3
"""1. Same Convolution"""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the same convolution of `images` with `kernel`."""
    images = images.astype(np.float32)
    kernel = kernel.astype(np.float32)
    ph, pw = kernel.shape[0] // 2, kernel.shape[1] // 2
    pads = (ph, kernel.shape[0] - 1 - ph), (pw, kernel.shape[1] - 1 - pw)
    images = np.pad(images, ((0, 0), *pads))
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    sides = images.shape[1:]
    turned = np.fft.rfft2(kernel[::-1, ::-1], s=sides)
    whole = np.fft.irfft2(np.fft.rfft2(images) * turned, s=sides)
    convolved = np.zeros((m, oh, ow))
    convolved[:] = whole[:, kh - 1:, kw - 1:]
    return convolved
