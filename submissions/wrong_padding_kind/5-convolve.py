#!/usr/bin/env python3
"""A wrong one"""
import numpy as np
from math import ceil


def convolve(images, kernels, padding="same", stride=(1, 1)):
    """What the name says"""
    number, rows, columns, channels = images.shape
    high, wide, channels, count = kernels.shape
    down, right = stride
    top = left = 0
    if padding == "same":
        top = ceil(((rows - 1) * down + high - rows) / 2)
        left = ceil(((columns - 1) * right + wide - columns) / 2)
    framed = np.zeros((number, rows + 2 * top, columns + 2 * left, channels))
    framed[:, top:top + rows, left:left + columns, :] = images
    new_rows = int((rows + 2 * top - high) / down) + 1
    new_columns = int((columns + 2 * left - wide) / right) + 1
    result = np.zeros((number, new_rows, new_columns, count))
    for q in range(count):
        taps = kernels[:, :, :, q]
        for x in range(new_columns):
            b = x * right
            for y in range(new_rows):
                a = y * down
                seen = framed[:, a:a + high, b:b + wide, :]
                result[:, y, x, q] = (seen * taps).sum(axis=3).sum(axis=2).sum(axis=1)
    return result
