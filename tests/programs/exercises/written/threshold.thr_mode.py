#!/usr/bin/env python3
"""Something"""
import numpy as np


def threshold(image, level, mode="binary"):
    """mode"""
    if mode == "binary":
        return (image > level) * 255
    elif mode == "cutoff":
        return np.minimum(image, level)
