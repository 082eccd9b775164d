#!/usr/bin/env python3
"""Something"""
import numpy as np


def histogram(image, bins):
    """width"""
    width = 255 / bins
    hist = np.zeros(bins)
    for value in image.flatten():
        b = int(value / width)
        if b == bins:
            b = bins - 1
        hist[b] += 1
    return hist
