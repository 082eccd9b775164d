#!/usr/bin/env python3
"""4. Convolution with Channels"""
import numpy as np


def zeros_around(size, k, s, padding, given):
    """Return the zeros before and after one axis."""
    if padding == 'valid':
        return 0, 0
    if padding == 'same':
        needed = max((-(-size // s) - 1) * s + k - size, 0)
        return needed - needed // 2, needed // 2
    return padding[given], padding[given]


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Return the images convolved with the kernel."""
    kh, kw = kernel.shape[0], kernel.shape[1]
    of_rows = zeros_around(images.shape[1], kh, stride[0], padding, 0)
    of_columns = zeros_around(images.shape[2], kw, stride[1], padding, 1)
    padded = np.pad(images, ((0, 0), of_rows, of_columns, (0, 0)))
    oh = (padded.shape[1] - kh) // stride[0] + 1
    ow = (padded.shape[2] - kw) // stride[1] + 1
    convolved = np.zeros((len(images), oh, ow))
    for i in range(oh):
        for j in range(ow):
            y, x = i * stride[0], j * stride[1]
            convolved[:, i, j] = np.tensordot(
                padded[:, y:y + kh, x:x + kw], kernel,
                axes=([1, 2, 3], [0, 1, 2]))
    return convolved
