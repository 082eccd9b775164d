#!/usr/bin/env python3
"""4. Convolution with Channels"""
import numpy as np


def convolve_channels(imgs, kernel, pad='same', strides=(1, 1)):
    """Convolve imgs with kernel and return the result."""
    n, rows, cols = imgs.shape[:3]
    krows, kcols = kernel.shape[:2]
    srows, scols = strides
    if type(pad) is tuple:
        prows, pcols = pad
    elif pad == 'same':
        prows = ((rows - 1) * srows + krows - rows) // 2 + 1
        pcols = ((cols - 1) * scols + kcols - cols) // 2 + 1
    else:
        prows = pcols = 0
    imgs = np.pad(imgs, ((0, 0), (prows, prows), (pcols, pcols), (0, 0)))
    orows = (rows + 2 * prows - krows) // srows + 1
    ocols = (cols + 2 * pcols - kcols) // scols + 1
    out = np.zeros((n, orows, ocols))
    for r in range(orows):
        for c in range(ocols):
            a, b = r * srows, c * scols
            out[:, r, c] = np.sum(
                imgs[:, a:a + krows, b:b + kcols] * kernel, axis=(1, 2, 3))
    return out
