#!/usr/bin/env python3
"""Thresholds"""
import numpy as np


def threshold(image, level, mode="binary"):
    """One pixel after the other"""
    h, w = image.shape
    out = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            bright = image[i, j] > level
            if mode == "binary":
                out[i, j] = 255 if bright else 0
            else:
                out[i, j] = level if bright else image[i, j]
    return out
