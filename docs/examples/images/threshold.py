#!/usr/bin/env python3
"""Thresholds"""

import numpy as np


def threshold(image, level, mode="binary"):
    """Tell pixels that are brighter than a level from the others

    Args:
        image: an array (h, w) of uint8
        level: a whole number from 0 to 255
        mode: 'binary' makes the brighter ones 255 and the others 0, 'cut'
            makes the brighter ones the level, 'zero' makes the others 0

    Returns: an array (h, w) of whole numbers
    """
    brighter = image > level
    if mode == "binary":
        return np.where(brighter, 255, 0)
    if mode == "cut":
        return np.where(brighter, level, image)
    return np.where(brighter, image, 0)
