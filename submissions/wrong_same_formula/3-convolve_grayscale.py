#!/usr/bin/env python3
"""A wrong one"""
import numpy as np
from math import ceil


def convolve_grayscale(images, kernel, padding="same", stride=(1, 1)):
    """What the name says"""
    number, rows, columns = images.shape
    high, wide = kernel.shape
    down, right = stride
    top = left = 0
    if isinstance(padding, tuple):
        top, left = padding
    elif padding == "same":
        top = high - 1
        left = wide - 1
    framed = np.zeros((number, rows + 2 * top, columns + 2 * left))
    framed[:, top:top + rows, left:left + columns] = images
    new_rows = int((rows + 2 * top - high) / down) + 1
    new_columns = int((columns + 2 * left - wide) / right) + 1
    result = np.zeros((number, new_rows, new_columns))
    for x in range(new_columns):
        b = x * right
        for y in range(new_rows):
            a = y * down
            seen = framed[:, a:a + high, b:b + wide]
            result[:, y, x] = np.tensordot(seen, kernel)
    return result
