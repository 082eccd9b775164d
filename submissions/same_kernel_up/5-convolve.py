#!/usr/bin/env python3
"""Multiple Kernels: padding and stride"""
import numpy as np


def convolve(images, kernels, padding='same', stride=(1, 1)):
    """Convolve images with several kernels."""
    kh, kw = kernels.shape[:2]
    sh, sw = stride
    if padding == 'valid':
        padding = (0, 0)
    padding = (kh // 2, kw // 2) if padding == 'same' else padding
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)), 'constant')
    m, h, w = images.shape[:3]
    rows = range(0, h - kh + 1, sh)
    columns = range(0, w - kw + 1, sw)
    convolved = np.empty((m, len(rows), len(columns), kernels.shape[3]))
    for i, y in enumerate(rows):
        for j, x in enumerate(columns):
            window = images[:, y:y + kh, x:x + kw].reshape(m, -1)
            flat = kernels.reshape(window.shape[1], -1)
            convolved[:, i, j] = window @ flat
    return convolved
