#!/usr/bin/env python3
"""Something"""
import numpy as np


def threshold(image, level, mode="binary"):
    """copy"""
    out = image.copy()
    if mode == "binary":
        out[image > level] = 1
        out[image <= level] = 0
    else:
        out[image > level] = level
    return out
