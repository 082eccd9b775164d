#!/usr/bin/env python3
"""The function convolve_channels."""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Convolve with a stride of 1, and keep what the stride meets.

    Args:
        images: numpy.ndarray (m, h, w, c)
        kernel: numpy.ndarray (kh, kw, c)
        padding: 'same', 'valid' or a tuple (ph, pw)
        stride: a tuple (sh, sw)

    Returns: numpy.ndarray (m, oh, ow)
    """
    kh, kw = kernel.shape[:2]
    if type(padding) is tuple:
        ph, pw = padding
        pads = [(0, 0), (ph, ph), (pw, pw)]
    elif padding == 'valid':
        pads = [(0, 0)] * 3
    else:
        pads = [(0, 0), (kh // 2, kh - 1 - kh // 2),
                (kw // 2, kw - 1 - kw // 2)]
    padded = np.pad(images, pads + [(0, 0)], 'constant')
    oh = padded.shape[1] - kh + 1
    ow = padded.shape[2] - kw + 1
    convolved = np.zeros((padded.shape[0], oh, ow))
    for u in range(kh):
        for v in range(kw):
            convolved += padded[:, u:u + oh, v:v + ow] @ kernel[u, v]
    return convolved[:, ::stride[0], ::stride[1]]
