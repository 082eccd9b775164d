#!/usr/bin/env python3
"""Something"""
import numpy as np


def equalise(image):
    """low"""
    hist = np.bincount(image.flatten(), minlength=256)
    cdf = np.cumsum(hist)
    low = cdf.min()
    scaled = (cdf - low) * 255 // max(image.size - low, 1)
    return scaled[image]
