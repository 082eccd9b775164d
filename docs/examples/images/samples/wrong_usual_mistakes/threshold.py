#!/usr/bin/env python3
"""Thresholds that are too low"""

import numpy as np


def threshold(image, level, mode="binary"):
    """A pixel of the level itself is taken for a brighter one"""
    brighter = image >= level
    if mode == "binary":
        return np.where(brighter, 255, 0)
    if mode == "cut":
        return np.where(brighter, level, image)
    return np.where(brighter, image, 0)
