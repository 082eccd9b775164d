#!/usr/bin/env python3
"""Module of convolve_channels"""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Convolves images (m, h, w, c) with kernel (kh, kw, c)"""
    m, h, w = images.shape[:3]
    kh, kw = kernel.shape[:2]
    sh, sw = stride

    if type(padding) is str and padding == 'same':
        total_h = (h - 1) * sh + kh - h
        total_w = (w - 1) * sw + kw - w
        top, left = total_h // 2, total_w // 2
        bottom, right = total_h - top, total_w - left
    elif type(padding) is str:
        top = bottom = left = right = 0
    else:
        top = bottom = padding[0]
        left = right = padding[1]

    pads = ((0, 0), (top, bottom), (left, right), (0, 0))
    padded = np.pad(images, pads, 'constant', constant_values=(0, 0))
    rows = (padded.shape[1] - kh) // sh + 1
    columns = (padded.shape[2] - kw) // sw + 1
    outcome = np.zeros((m, rows, columns))
    for i in range(kh):
        for j in range(kw):
            pixels = padded[:, i:i + (rows - 1) * sh + 1:sh,
                            j:j + (columns - 1) * sw + 1:sw]
            outcome += np.sum(pixels * kernel[i, j], axis=-1)
    return outcome
