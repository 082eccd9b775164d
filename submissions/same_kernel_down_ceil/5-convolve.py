#!/usr/bin/env python3
"""5. Multiple Kernels"""
from math import ceil
import numpy as np


def convolve(images, kernels, padding='same', stride=(1, 1)):
    """Convolve images with several kernels.

    'same' has a row for each stride begun.
    """
    m, h, w = images.shape[:3]
    kh, kw = kernels.shape[:2]
    sh, sw = stride
    if padding == 'same':
        oh, ow = ceil(h / sh), ceil(w / sw)
        ph, pw = (kh - 1) // 2, (kw - 1) // 2
        pads = (0, 0), (ph, kh), (pw, kw)
    else:
        ph, pw = (0, 0) if padding == 'valid' else padding
        oh = (h + 2 * ph - kh) // sh + 1
        ow = (w + 2 * pw - kw) // sw + 1
        pads = (0, 0), (ph, ph), (pw, pw)
    padded = np.pad(images, (*pads, (0, 0)))
    convolved = np.zeros((m, oh, ow, kernels.shape[3]))
    for place in range(oh * ow):
        i, j = divmod(place, ow)
        for z in range(kernels.shape[3]):
            convolved[:, i, j, z] = np.sum(
                padded[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
                * kernels[..., z], axis=(1, 2, 3))
    return convolved
