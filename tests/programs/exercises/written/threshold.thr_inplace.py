#!/usr/bin/env python3
"""Something"""
import numpy as np


def threshold(image, level, mode="binary"):
    """in place"""
    out = image.astype(int)
    if mode == "binary":
        out[out > level] = 255
        out[out <= level] = 0
    else:
        out[out < level] = level
    return out
