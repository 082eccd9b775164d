#!/usr/bin/env python3
"""Histogram equalisation, in too small a type"""

import numpy as np


def equalise(image):
    """The counts overflow"""
    counts = np.cumsum(np.bincount(image.ravel(), minlength=256))
    counts = counts.astype("uint8")
    least = counts[image.min()]
    table = 255 * (counts - least) // max(image.size - least, 1)
    return table[image]
