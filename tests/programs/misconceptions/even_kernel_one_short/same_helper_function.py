#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def pad(images, kh, kw):
    """zeros"""
    m, h, w = images.shape
    a, b = (kh - 1) // 2, (kw - 1) // 2  # the cause
    out = np.zeros((m, h + 2 * a, w + 2 * b))
    out[:, a:a + h, b:b + w] = images
    return out


def convolve_grayscale_same(images, kernel):
    """helper function"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    padded = pad(images, kh, kw)
    out = np.zeros((m, h, w))
    for n in range(h * w):
        i, j = divmod(n, w)
        out[:, i, j] = np.einsum('mij,ij->m', padded[:, i:i + kh, j:j + kw], kernel)
    return out
