#!/usr/bin/env python3
"""Valid convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolves by way of complex numbers, and returns them"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    convolved = np.zeros((m, h - kh + 1, w - kw + 1), dtype=complex)
    for i in range(kh):
        for j in range(kw):
            part = images[:, i:i + h - kh + 1, j:j + w - kw + 1]
            convolved += part * kernel[i, j] * 1j
    return convolved
