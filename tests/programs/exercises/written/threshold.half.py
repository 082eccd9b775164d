#!/usr/bin/env python3
"""Something"""
import numpy as np


def threshold(image, level, mode="binary"):
    """One branch nearly right, the other one not at all"""
    if mode == "binary":
        return np.where(image > level, 1, 0)
    total = 0
    for value in image.ravel():
        total = total + int(value) * level
    return np.full(image.shape, total % 7)
