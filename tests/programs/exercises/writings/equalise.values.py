#!/usr/bin/env python3
"""Histogram equalisation"""
import numpy as np


def equalise(image):
    """One value after the other"""
    out = np.zeros(image.shape)
    total = image.size
    first = np.sum(image == image.min())
    for value in range(256):
        below = np.sum(image <= value)
        share = (below - first) * 255 // max(total - first, 1)
        out[image == value] = share
    return out
