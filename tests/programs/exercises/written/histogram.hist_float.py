#!/usr/bin/env python3
"""Something"""
import numpy as np


def histogram(image, bins):
    """float"""
    width = 256 / bins
    hist = np.zeros(bins)
    for row in image:
        for value in row:
            hist[int(value // width) - 1] += 1
    return hist
