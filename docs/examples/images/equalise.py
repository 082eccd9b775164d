#!/usr/bin/env python3
"""Histogram equalisation"""

import numpy as np


def equalise(image):
    """Spread the values over 0 to 255

    With c(v) pixels of at most v, c0 of the smallest value and n in all, v
    becomes 255 (c(v) - c0) / (n - c0), rounded down; in a picture of one
    value, 0.

    Args:
        image: an array (h, w) of uint8

    Returns: an array (h, w) of whole numbers
    """
    counts = np.cumsum(np.bincount(image.ravel(), minlength=256))
    least = counts[image.min()]
    table = 255 * (counts - least) // max(image.size - least, 1)
    return table[image]
