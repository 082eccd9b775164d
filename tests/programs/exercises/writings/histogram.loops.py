#!/usr/bin/env python3
"""Histogram"""
import numpy as np


def histogram(image, bins):
    """One pixel after the other"""
    counts = np.zeros(bins, dtype=int)
    h, w = image.shape
    for i in range(h):
        for j in range(w):
            place = int(image[i, j]) * bins // 256
            counts[place] += 1
    return counts
