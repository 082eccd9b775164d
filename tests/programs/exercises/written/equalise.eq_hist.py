#!/usr/bin/env python3
"""Something"""
import numpy as np


def equalise(image):
    """hist"""
    hist = np.bincount(image.flatten(), minlength=256)
    cdf = np.cumsum(hist)
    low = cdf[image.min()]
    scaled = (cdf - low) * 255 / (image.size - low)
    return scaled[image]
