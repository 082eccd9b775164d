#!/usr/bin/env python3
"""Thresholds"""
import numpy as np


def threshold(image, level, mode="binary"):
    """Pixels brighter than a level become 255 or, with 'cut', the level; the others 0 or what they were"""
    brighter = image > level
    if mode == "binary":
        return np.where(brighter, 255, 0)
    return np.where(brighter, level, image)
