#!/usr/bin/env python3
"""Thresholds, by products"""

import numpy as np


def threshold(image, level, mode="binary"):
    """Brighter pixels are 1 in a mask, the others 0"""
    mask = (image > level).astype(int)
    return {
        "binary": 255 * mask,
        "cut": np.minimum(image.astype(int), level),
        "zero": mask * image,
    }[mode]
