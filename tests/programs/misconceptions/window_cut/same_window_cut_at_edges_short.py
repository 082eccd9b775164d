#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    out = np.zeros((m, h, w))
    for r in range(h):
        for c in range(w):
            win = images[:, max(0, r - ph):r + ph + 1, max(0, c - pw):c + pw + 1]  # the cause
            out[:, r, c] = (win * kernel).sum(axis=(1, 2))
    return out
