#!/usr/bin/env python3
"""Histogram equalisation, value by value"""

import numpy as np


def equalise(image):
    """A loop over the values that there are, and floats on the way"""
    result = np.zeros(image.shape)
    darkest = np.count_nonzero(image == image.min())
    for value in np.unique(image)[1:]:
        count = np.count_nonzero(image <= value)
        share = (count - darkest) * 255 / (image.size - darkest)
        result[image == value] = np.floor(share)
    return result
